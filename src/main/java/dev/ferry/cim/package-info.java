/**
 * The language of CIM: classes from MOF, values, object paths, instances, their texts, and queries over them. Nothing
 * here knows how the words travel; what can't be understood is a {@link dev.ferry.cim.CimFailure} with the status code
 * that every door has a form for, and a sentence.
 *
 * <p>Start at {@link dev.ferry.cim.schema.Schema}, then {@link dev.ferry.cim.text.EmbeddedText} and {@link
 * dev.ferry.cim.wql.Query}.
 */
package dev.ferry.cim;
