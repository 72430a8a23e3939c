package org.kamsuite.local.imports;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A piece of a YAML file that knows where it stands, so that every complaint names the line.
record YamlNode(String origin, Node node) {

    static YamlNode read(String origin, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(30);
        try {
            Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (node == null) {
                throw new MappingProblem(origin + ": the file is empty");
            }
            return new YamlNode(origin, node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new MappingProblem(origin + ":" + line + ": not readable as YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new MappingProblem(origin + ": not readable as YAML: " + e.getMessage());
        }
    }

    MappingProblem wrong(String what) {
        return new MappingProblem(origin + ":" + (node.getStartMark().getLine() + 1) + ": " + what);
    }

    boolean isObject() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isWholeNumber() {
        return node.getTag().equals(Tag.INT) && text().matches("-?(0|[1-9][0-9]{0,17})");
    }

    /// Only `true` and `false`: YAML 1.1 would also take `NO`, which is Norway.
    boolean isYesNo() {
        return node.getTag().equals(Tag.BOOL) && text().matches("true|false");
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("a single value is needed here");
    }

    boolean yesNo() {
        if (!isYesNo()) {
            throw wrong("true or false is needed here");
        }
        return text().equals("true");
    }

    char character() {
        String text = text().equals("\\t") || text().equals("tab") ? "\t" : text();
        if (text.length() != 1) {
            throw wrong("a single character is needed here");
        }
        return text.charAt(0);
    }

    /// A list, or one value that stands for a list of one.
    List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlNode(origin, item)));
        return items;
    }

    List<String> texts() {
        return items().stream().map(YamlNode::text).toList();
    }

    Map<String, YamlNode> fields() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("\"name: value\" pairs are needed here");
        }
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(origin, tuple.getKeyNode());
            if (fields.put(key.text(), new YamlNode(origin, tuple.getValueNode())) != null) {
                throw key.wrong("\"" + key.text() + "\" occurs twice");
            }
        }
        return fields;
    }

    /// The fields, none other than these.
    Map<String, YamlNode> fields(Set<String> allowed) {
        Map<String, YamlNode> fields = fields();
        fields.forEach((name, value) -> {
            if (!allowed.contains(name)) {
                throw value.wrong("unknown setting \"" + name + "\"; known here: "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        });
        return fields;
    }

    YamlNode required(Map<String, YamlNode> fields, String name) {
        YamlNode value = fields.get(name);
        if (value == null) {
            throw wrong("\"" + name + "\" is missing here");
        }
        return value;
    }
}
