package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/// The form of a piece of JSON in a mapping file, filled from a row or a document. Blank pieces are left out.
sealed interface Shape {

    /// @return null when blank
    JsonNode fill(Scope scope);

    /// A constant.
    record Constant(JsonNode value) implements Shape {
        @Override
        public JsonNode fill(Scope scope) {
            return value;
        }
    }

    /// `${expression}` alone: keeps the kind of the value.
    record Value(Expression expression) implements Shape {
        @Override
        public JsonNode fill(Scope scope) {
            return switch (expression.evaluate(scope)) {
                case null -> null;
                case Boolean b -> BooleanNode.valueOf(b);
                case Values.WholeNumber n ->
                    n.value().precision() < 18
                            ? LongNode.valueOf(n.value().longValueExact())
                            : DecimalNode.valueOf(n.value());
                case Object other -> TextNode.valueOf(Values.text(other));
            };
        }
    }

    /// Text with `${expression}` in it.
    record Template(List<Expression> parts) implements Shape {
        @Override
        public JsonNode fill(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                text.append(Values.text(part.evaluate(scope)));
            }
            return text.isEmpty() ? null : TextNode.valueOf(text.toString());
        }
    }

    /// An object. One without any field left is blank.
    record Fields(Map<String, Shape> fields) implements Shape {
        @Override
        public ObjectNode fill(Scope scope) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, shape) -> {
                JsonNode value = shape.fill(scope);
                if (value != null) {
                    object.set(name, value);
                }
            });
            return object.isEmpty() ? null : object;
        }
    }

    /// A list written out; blank elements are left out.
    record Elements(List<Shape> elements) implements Shape {
        @Override
        public ArrayNode fill(Scope scope) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            for (Shape element : elements) {
                JsonNode value = element.fill(scope);
                if (value != null) {
                    array.add(value);
                }
            }
            return array;
        }
    }

    /// One element for each row of the document that meets the condition; `index` counts these from 1.
    record EachRow(Expression where, Shape element) implements Shape {
        @Override
        public ArrayNode fill(Scope scope) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(scope.rows.size());
            scope.each(() -> {
                if (Values.isTrue(where.evaluate(scope))) {
                    scope.index = array.size() + 1;
                    JsonNode value = element.fill(scope);
                    if (value != null) {
                        array.add(value);
                    }
                }
            });
            return array;
        }
    }
}
