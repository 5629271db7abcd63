/**
 * Queries as WMI and CQL write them: selects with conditions, ASSOCIATORS OF and REFERENCES OF. A text becomes records;
 * a select can then be held against instances of a schema. Where the instances come from is not known here.
 *
 * <p>Start at {@link dev.ferry.cim.wql.Query}, then {@link dev.ferry.cim.wql.Selection}.
 */
package dev.ferry.cim.wql;
