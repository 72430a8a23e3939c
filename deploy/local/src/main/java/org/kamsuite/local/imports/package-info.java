/// `./kam import`: CSV files become ERP events by a declarative mapping file.
///
/// A file is read as [Row]s ([CsvFile]), rows are gathered into documents ([Grouping]), a document is turned
/// into events by the shapes and expressions of the [Mapping], every event is validated by its contract
/// record ([EventFactory]) and handed to an [EventSink]. [Importer] ties these together.
package org.kamsuite.local.imports;
