package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// Reads and checks a mapping file completely before the first row: unknown settings, unknown names in
/// expressions, unknown event types and fields that the event does not have are refused with file and line.
final class MappingReader {
    /// The mappings that come with the suite.
    static final List<String> SHIPPED =
            List.of("ibm-receivables", "online-retail", "northwind", "scms", "incident-log");

    private static final int LARGEST = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> WORDS =
            Set.of("and", "or", "not", "true", "false", "null", "index", "line", "system");
    private static final String NEEDS_FORMATS = "a date or instant needs \"formats\"";

    private final YamlNode root;
    private final Map<String, Map<String, String>> maps = new LinkedHashMap<>();
    private final Map<String, Mapping.Input> inputs = new LinkedHashMap<>();

    private MappingReader(YamlNode root) {
        this.root = root;
    }

    /// @param nameOrPath name of a shipped mapping, or path of a YAML file
    static Mapping load(String nameOrPath) {
        try {
            if (SHIPPED.contains(nameOrPath)) {
                try (InputStream in = MappingReader.class.getResourceAsStream("/mappings/" + nameOrPath + ".yaml")) {
                    return read(nameOrPath + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            Path path = Path.of(nameOrPath);
            if (!Files.isRegularFile(path)) {
                throw new MappingProblem("There is no mapping \"" + nameOrPath + "\": neither a shipped one ("
                        + String.join(", ", SHIPPED) + ") nor a file of this name.");
            }
            if (Files.size(path) > LARGEST) {
                throw new MappingProblem(nameOrPath + ": larger than " + LARGEST + " bytes, that is no mapping file");
            }
            return read(path.getFileName().toString(), Files.readString(path));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new MappingProblem(nameOrPath + ": cannot be read: " + e);
        }
    }

    /// @param origin file name for messages
    static Mapping read(String origin, String text) {
        return new MappingReader(YamlNode.read(origin, text)).mapping(text);
    }

    private Mapping mapping(String text) {
        Map<String, YamlNode> fields =
                root.fields(Set.of("name", "description", "system", "maps", "input", "inputs", "streams"));
        YamlNode system = root.required(fields, "system");
        checkSystem(system);
        if (fields.containsKey("maps")) {
            fields.get("maps").fields().forEach((name, map) -> maps.put(name, table(map)));
        }
        if (fields.containsKey("input") == fields.containsKey("inputs")) {
            throw root.wrong("either \"input\" (one file) or \"inputs\" (several files by name) is needed");
        }
        if (fields.containsKey("input")) {
            inputs.put("input", input("input", fields.get("input")));
        } else {
            fields.get("inputs").fields().forEach((name, input) -> inputs.put(name, input(name, input)));
        }
        List<Mapping.Stream> streams = new ArrayList<>();
        for (YamlNode stream : root.required(fields, "streams").items()) {
            streams.add(stream(stream, streams.size() + 1));
        }
        return new Mapping(
                root.required(fields, "name").text(),
                fields.containsKey("description")
                        ? fields.get("description").text().strip()
                        : "",
                system.text(),
                Hashes.hex(text.getBytes(StandardCharsets.UTF_8)),
                List.copyOf(inputs.values()),
                List.copyOf(streams));
    }

    private static void checkSystem(YamlNode system) {
        if (!isSystem(system.text())) {
            throw system.wrong("a system id is made of letters, digits, \".\", \"_\" and \"-\", 1 to 64 of them");
        }
    }

    static boolean isSystem(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    }

    private static Map<String, String> table(YamlNode node) {
        Map<String, String> table = new LinkedHashMap<>();
        node.fields().forEach((from, to) -> table.put(from, to.text().equals("~") ? "" : to.text()));
        return table;
    }

    private Mapping.Input input(String name, YamlNode node) {
        checkName(name, node);
        Map<String, YamlNode> fields = node.fields(Set.of("file", "separator", "quote", "encoding", "columns"));
        char separator =
                fields.containsKey("separator") ? fields.get("separator").character() : ',';
        Character quote = '"';
        if (fields.containsKey("quote")) {
            quote = fields.get("quote").text().equals("none")
                    ? null
                    : Character.valueOf(fields.get("quote").character());
        }
        Charset encoding = StandardCharsets.UTF_8;
        if (fields.containsKey("encoding")) {
            try {
                encoding = Charset.forName(fields.get("encoding").text());
            } catch (IllegalArgumentException _) {
                throw fields.get("encoding")
                        .wrong("unknown encoding \"" + fields.get("encoding").text() + "\"");
            }
        }
        List<Column> columns = new ArrayList<>();
        node.required(fields, "columns").fields().forEach((columnName, column) -> {
            checkName(columnName, column);
            columns.add(column(columnName, column));
        });
        String file = fields.containsKey("file") ? fields.get("file").text() : null;
        return new Mapping.Input(name, file, new Mapping.CsvFormat(separator, quote, encoding), List.copyOf(columns));
    }

    private static void checkName(String name, YamlNode node) {
        if (!NAME.matcher(name).matches() || WORDS.contains(name)) {
            throw node.wrong("\"" + name + "\" cannot be a name: use letters, digits and \"_\" and none of "
                    + String.join(", ", WORDS.stream().sorted().toList()));
        }
    }

    private Column column(String name, YamlNode node) {
        if (!node.isObject()) {
            return new Column(
                    name,
                    node.text(),
                    false,
                    Column.Type.TEXT,
                    Set.of(),
                    null,
                    List.of(),
                    ZoneOffset.UTC,
                    null,
                    '.',
                    null,
                    null,
                    Column.Unknown.REJECT);
        }
        Map<String, YamlNode> fields = node.fields(Set.of(
                "from",
                "optional",
                "type",
                "blank",
                "remove",
                "formats",
                "zone",
                "thousands",
                "point",
                "round",
                "map",
                "unknown"));
        Column.Type type = Column.Type.TEXT;
        if (fields.containsKey("type")) {
            type = oneOf(fields.get("type"), Column.Type.values());
        }
        List<DateTimeFormatter> formats = new ArrayList<>();
        if (fields.containsKey("formats")) {
            for (YamlNode format : fields.get("formats").items()) {
                try {
                    formats.add(Column.format(format.text()));
                } catch (IllegalArgumentException e) {
                    throw format.wrong("bad date format: " + e.getMessage());
                }
            }
        }
        if (formats.isEmpty() && (type == Column.Type.DATE || type == Column.Type.INSTANT)) {
            throw node.wrong(NEEDS_FORMATS);
        }
        ZoneId zone = ZoneOffset.UTC;
        if (fields.containsKey("zone")) {
            try {
                zone = ZoneId.of(fields.get("zone").text());
            } catch (java.time.DateTimeException _) {
                throw fields.get("zone")
                        .wrong("unknown time zone \"" + fields.get("zone").text() + "\"");
            }
        }
        Pattern remove = null;
        if (fields.containsKey("remove")) {
            try {
                remove = Pattern.compile(fields.get("remove").text());
            } catch (PatternSyntaxException e) {
                throw fields.get("remove").wrong("bad regular expression: " + e.getDescription());
            }
        }
        Integer round = null;
        if (fields.containsKey("round")) {
            if (!fields.get("round").text().matches("[0-9]|1[0-9]")) {
                throw fields.get("round").wrong("\"round\" is a number of decimal places, 0 to 19");
            }
            round = Integer.valueOf(fields.get("round").text());
        }
        return new Column(
                name,
                node.required(fields, "from").text(),
                fields.containsKey("optional") && fields.get("optional").yesNo(),
                type,
                fields.containsKey("blank") ? Set.copyOf(fields.get("blank").texts()) : Set.of(),
                remove,
                List.copyOf(formats),
                zone,
                fields.containsKey("thousands")
                        ? Character.valueOf(fields.get("thousands").character())
                        : null,
                fields.containsKey("point") ? fields.get("point").character() : '.',
                round,
                fields.containsKey("map") ? map(fields.get("map")) : null,
                fields.containsKey("unknown")
                        ? oneOf(fields.get("unknown"), Column.Unknown.values())
                        : Column.Unknown.REJECT);
    }

    private Map<String, String> map(YamlNode node) {
        if (node.isObject()) {
            return table(node);
        }
        Map<String, String> map = maps.get(node.text());
        if (map == null) {
            throw node.wrong("there is no map \"" + node.text() + "\" under \"maps\"");
        }
        return map;
    }

    private static <E extends Enum<E>> E oneOf(YamlNode node, E[] values) {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String name = value.name().toLowerCase(java.util.Locale.ROOT);
            if (name.equals(node.text())) {
                return value;
            }
            names.add(name);
        }
        throw node.wrong("\"" + node.text() + "\" is none of " + String.join(", ", names));
    }

    private Mapping.Stream stream(YamlNode node, int number) {
        Map<String, YamlNode> fields =
                node.fields(Set.of("name", "from", "lookups", "let", "where", "group", "customer", "time", "emit"));
        Mapping.Input input = inputNamed(fields.get("from"), node);
        StreamNames names = new StreamNames(input);
        if (fields.containsKey("lookups")) {
            fields.get("lookups").fields().forEach((name, lookup) -> {
                checkName(name, lookup);
                names.add(lookup(name, lookup, names));
            });
        }
        if (fields.containsKey("let")) {
            fields.get("let").fields().forEach((name, let) -> {
                checkName(name, let);
                if (input.column(name) >= 0) {
                    throw let.wrong("\"" + name + "\" is already a column");
                }
                Expression expression = expression(let, names);
                names.lets.put(name, expression);
            });
        }
        Expression where = fields.containsKey("where") ? expression(fields.get("where"), names) : _ -> true;
        Mapping.Group group = fields.containsKey("group") ? group(fields.get("group"), names) : null;
        List<Mapping.Emission> emissions = new ArrayList<>();
        for (YamlNode emission : node.required(fields, "emit").items()) {
            emissions.add(emission(emission, fields.get("customer"), fields.get("time"), names));
        }
        return new Mapping.Stream(
                fields.containsKey("name") ? fields.get("name").text() : "stream " + number,
                input,
                List.copyOf(names.lookups),
                where,
                group,
                List.copyOf(emissions));
    }

    private Mapping.Input inputNamed(YamlNode from, YamlNode at) {
        if (from == null) {
            if (inputs.size() == 1) {
                return inputs.values().iterator().next();
            }
            throw at.wrong("\"from\" is missing here: which input?");
        }
        Mapping.Input input = inputs.get(from.text());
        if (input == null) {
            throw from.wrong("there is no input \"" + from.text() + "\"; known: " + String.join(", ", inputs.keySet()));
        }
        return input;
    }

    private Mapping.Lookup lookup(String name, YamlNode node, StreamNames names) {
        Map<String, YamlNode> fields = node.fields(Set.of("in", "by", "key", "optional"));
        Mapping.Input input = inputNamed(node.required(fields, "in"), node);
        YamlNode by = node.required(fields, "by");
        int keyColumn = input.column(by.text());
        if (keyColumn < 0) {
            throw by.wrong("input " + input.name() + " has no column \"" + by.text() + "\"");
        }
        return new Mapping.Lookup(
                name,
                input,
                keyColumn,
                expression(node.required(fields, "key"), names),
                fields.containsKey("optional") && fields.get("optional").yesNo());
    }

    private Mapping.Group group(YamlNode node, StreamNames names) {
        Map<String, YamlNode> fields = node.fields(Set.of("by", "contiguous", "pick"));
        YamlNode by = node.required(fields, "by");
        List<Expression> keys =
                by.items().stream().map(key -> expression(key, names)).toList();
        List<Mapping.Pick> picks = new ArrayList<>();
        if (fields.containsKey("pick")) {
            fields.get("pick").fields().forEach((name, pick) -> {
                checkName(name, pick);
                Map<String, YamlNode> settings = pick.fields(Set.of("max", "min", "where"));
                boolean greatest = settings.containsKey("max");
                if (greatest == settings.containsKey("min")) {
                    throw pick.wrong("either \"max\" or \"min\" is needed");
                }
                picks.add(new Mapping.Pick(
                        name,
                        greatest,
                        settings.get(greatest ? "max" : "min").items().stream()
                                .map(key -> expression(key, names))
                                .toList(),
                        settings.containsKey("where") ? expression(settings.get("where"), names) : _ -> true));
            });
        }
        for (Mapping.Pick pick : picks) {
            names.picks.add(pick.name());
        }
        return new Mapping.Group(
                keys,
                String.join(", ", by.texts()),
                fields.containsKey("contiguous") && fields.get("contiguous").yesNo(),
                List.copyOf(picks));
    }

    private Mapping.Emission emission(YamlNode node, YamlNode customer, YamlNode time, StreamNames names) {
        Map<String, YamlNode> fields = node.fields(Set.of("event", "when", "once", "time", "customer", "data"));
        YamlNode event = node.required(fields, "event");
        EventType type = EventType.of(event.text())
                .filter(found -> ErpEvent.class.isAssignableFrom(found.recordClass()))
                .orElseThrow(() -> event.wrong("there is no ERP event \"" + event.text() + "\"; known: "
                        + String.join(
                                ", ",
                                EventType.all().stream()
                                        .filter(known -> ErpEvent.class.isAssignableFrom(known.recordClass()))
                                        .map(EventType::name)
                                        .sorted()
                                        .toList())));
        YamlNode data = node.required(fields, "data");
        checkFields(data, type.recordClass(), type.name());
        YamlNode number = fields.getOrDefault("customer", customer);
        YamlNode when = fields.getOrDefault("time", time);
        if (number == null || when == null) {
            throw node.wrong("\"customer\" and \"time\" are needed, here or for the whole stream");
        }
        if (!when.text().contains("${")) {
            checkTime(when);
        }
        return new Mapping.Emission(
                type,
                fields.containsKey("when") ? expression(fields.get("when"), names) : _ -> true,
                fields.containsKey("once") ? expression(fields.get("once"), names) : null,
                shape(when, names),
                shape(number, names),
                (Shape.Fields) shape(data, names));
    }

    private static void checkTime(YamlNode time) {
        try {
            Times.instant(time.text());
        } catch (IllegalArgumentException e) {
            throw time.wrong(e.getMessage());
        }
    }

    /// A field that the event does not have would be dropped silently by every reader: refuse it here.
    private static void checkFields(YamlNode data, Class<?> recordClass, String path) {
        Map<String, Type> known = new LinkedHashMap<>();
        for (RecordComponent component : recordClass.getRecordComponents()) {
            known.put(component.getName(), component.getGenericType());
        }
        data.fields().forEach((name, value) -> {
            Type type = known.get(name);
            if (type == null || name.equals("customer")) {
                throw value.wrong(path + " has no field \"" + name + "\""
                        + (name.equals("customer") ? " here: it is filled in from the stream's \"customer\"" : "")
                        + "; known: " + String.join(", ", known.keySet()));
            }
            YamlNode inner = value;
            if (type instanceof ParameterizedType list) {
                type = list.getActualTypeArguments()[0];
                if (!value.isList() && !isEachRow(value)) {
                    throw value.wrong("\"" + name + "\" is a list: write [..] or {each: row, ...}");
                }
                inner = isEachRow(value) ? value.fields().get("item") : null;
            }
            if (type instanceof Class<?> nested && nested.isRecord()) {
                List<YamlNode> objects = inner == null ? value.items() : List.of(inner);
                for (YamlNode object : objects) {
                    if (object.isObject()) {
                        checkFields(object, nested, path + "." + name);
                    }
                }
            }
        });
    }

    private static boolean isEachRow(YamlNode node) {
        return node.isObject() && node.fields().containsKey("each");
    }

    private Shape shape(YamlNode node, StreamNames names) {
        if (isEachRow(node)) {
            Map<String, YamlNode> fields = node.fields(Set.of("each", "where", "item"));
            if (!fields.get("each").text().equals("row")) {
                throw fields.get("each").wrong("only \"each: row\" is known");
            }
            return new Shape.EachRow(
                    fields.containsKey("where") ? expression(fields.get("where"), names) : _ -> true,
                    shape(node.required(fields, "item"), names));
        }
        if (node.isObject()) {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            node.fields().forEach((name, value) -> shapes.put(name, shape(value, names)));
            return new Shape.Fields(shapes);
        }
        if (node.isList()) {
            return new Shape.Elements(
                    node.items().stream().map(item -> shape(item, names)).toList());
        }
        if (node.isYesNo()) {
            return new Shape.Constant(BooleanNode.valueOf(node.yesNo()));
        }
        if (node.isWholeNumber()) {
            return new Shape.Constant(JsonNodeFactory.instance.numberNode(Long.parseLong(node.text())));
        }
        return template(node, names);
    }

    private Shape template(YamlNode node, StreamNames names) {
        String text = node.text();
        List<Expression> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf("${", at);
            if (start != at) {
                String constant = text.substring(at, start < 0 ? text.length() : start);
                parts.add(_ -> constant);
                at += constant.length();
                continue;
            }
            int end = endOfPlaceholder(text, start, node);
            Expression expression = expression(text.substring(start + 2, end), node, names);
            if (start == 0 && end == text.length() - 1) {
                return new Shape.Value(expression);
            }
            parts.add(expression);
            at = end + 1;
        }
        return text.contains("${") ? new Shape.Template(parts) : new Shape.Constant(TextNode.valueOf(text));
    }

    private static int endOfPlaceholder(String text, int start, YamlNode node) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '\'';
            if (!quoted && text.charAt(i) == '}') {
                return i;
            }
        }
        throw node.wrong("\"${\" without \"}\" in \"" + text + "\"");
    }

    private static Expression expression(YamlNode node, StreamNames names) {
        return expression(node.text(), node, names);
    }

    private static Expression expression(String text, YamlNode node, StreamNames names) {
        try {
            return ExpressionParser.parse(text, names);
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage() + "; names here: " + String.join(", ", names.known()));
        }
    }

    /// What names mean in the expressions of one stream.
    private static final class StreamNames implements ExpressionParser.Names {
        private final Mapping.Input input;
        private final List<Mapping.Lookup> lookups = new ArrayList<>();
        private final Map<String, Expression> lets = new LinkedHashMap<>();
        private final List<String> picks = new ArrayList<>();

        StreamNames(Mapping.Input input) {
            this.input = input;
        }

        void add(Mapping.Lookup lookup) {
            lookups.add(lookup);
        }

        @Override
        public Expression resolve(String qualifier, String name) {
            return qualifier == null ? plain(name) : qualified(qualifier, name);
        }

        private Expression plain(String name) {
            if (lets.containsKey(name)) {
                return lets.get(name);
            }
            int index = input.column(name);
            if (index >= 0) {
                Column column = input.columns().get(index);
                return scope -> scope.row.value(index, column);
            }
            return switch (name) {
                case "index" -> scope -> BigDecimal.valueOf(scope.index);
                case "line" -> scope -> BigDecimal.valueOf(scope.row.line());
                case "system" -> Scope::system;
                default -> null;
            };
        }

        private Expression qualified(String qualifier, String name) {
            int pick = picks.indexOf(qualifier);
            if (pick >= 0) {
                int index = input.column(name);
                if (index < 0) {
                    return null;
                }
                Column column = input.columns().get(index);
                return scope -> scope.picks[pick] == null ? null : scope.picks[pick].value(index, column);
            }
            for (int i = 0; i < lookups.size(); i++) {
                if (lookups.get(i).name().equals(qualifier)) {
                    int number = i;
                    Mapping.Input other = lookups.get(i).input();
                    int index = other.column(name);
                    if (index < 0) {
                        return null;
                    }
                    Column column = other.columns().get(index);
                    return scope -> {
                        Row row = scope.lookup(number);
                        return row == null ? null : row.value(index, column);
                    };
                }
            }
            return null;
        }

        Set<String> known() {
            Set<String> known = new LinkedHashSet<>();
            input.columns().forEach(column -> known.add(column.name()));
            known.addAll(lets.keySet());
            lookups.forEach(lookup -> known.add(lookup.name() + ".…"));
            picks.forEach(pick -> known.add(pick + ".…"));
            return known;
        }
    }
}
