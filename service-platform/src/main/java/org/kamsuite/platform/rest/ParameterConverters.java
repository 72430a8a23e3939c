package org.kamsuite.platform.rest;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Reads dates, instants, numbers and ids in paths and queries; what cannot be read is a 400 that says why, where the
/// framework would answer 404.
@Provider
public class ParameterConverters implements ParamConverterProvider {

    private static final Map<Class<?>, ParamConverter<?>> CONVERTERS = Map.of(
            LocalDate.class, converter(ParameterConverters::date, "an ISO date such as 2026-03-31"),
            Instant.class, converter(ParameterConverters::instant, "an RFC 3339 instant such as 2026-03-31T17:00:00Z"),
            UUID.class, converter(ParameterConverters::uuid, "a UUID"),
            Integer.class, converter(Integer::valueOf, "a whole number"),
            int.class, converter(Integer::valueOf, "a whole number"),
            Boolean.class, converter(ParameterConverters::truth, "true or false"),
            Scope.class, converter(Scope::fromString, "account or group"));

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (type.isEnum() && !CONVERTERS.containsKey(type)) {
            return converter(
                    text -> Arrays.stream(type.getEnumConstants())
                            .filter(constant -> ((Enum<?>) constant).name().equals(text))
                            .findFirst()
                            .orElseThrow(IllegalArgumentException::new),
                    "one of " + Arrays.toString(type.getEnumConstants()));
        }
        return (ParamConverter<T>) CONVERTERS.get(type);
    }

    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        if (date.getYear() < 1900 || date.getYear() > 9999) {
            throw new IllegalArgumentException("outside the years 1900 to 9999");
        }
        return date;
    }

    static Instant instant(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        date(text.substring(0, 10));
        return instant;
    }

    // Boolean.valueOf takes everything but true for false.
    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    // UUID.fromString also takes shortened forms, which would be a silent typo.
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not 36 characters");
        }
        return UUID.fromString(text);
    }

    private static <T> ParamConverter<T> converter(Function<String, T> reader, String expected) {
        return new ParamConverter<>() {
            @Override
            public T fromString(String text) {
                if (text == null || text.isEmpty()) {
                    return null;
                }
                try {
                    return reader.apply(text);
                } catch (Problem problem) {
                    throw problem;
                } catch (RuntimeException e) {
                    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
                    throw Problem.badRequest("parameter", "'" + shown + "' is not " + expected);
                }
            }

            @Override
            public String toString(T value) {
                return value.toString();
            }
        };
    }
}
