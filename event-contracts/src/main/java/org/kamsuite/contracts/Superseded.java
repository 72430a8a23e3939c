package org.kamsuite.contracts;

/// The data of an older version of an event type. Its producers may live on beside those of the newer one;
/// it is read, and taken for the newer version at once ([EventType#read]), so that no consumer knows of it.
///
/// @param <T> the record of the newest version
public interface Superseded<T extends Record> {
    /// The same, as the newest version says it.
    ///
    /// @throws ContractViolation when something is missing that the newest version needs
    T upcast();
}
