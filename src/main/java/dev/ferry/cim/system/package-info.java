/**
 * Virtual systems in the words of CIM: which rows there are, and how each is shown as instances of many classes. Renderings are
 * pure: a row goes in, instances come out; what Ferry does not know stays without a value. Nothing here changes a system.
 *
 * <p>Start at {@link dev.ferry.cim.system.SystemViews}, then {@link dev.ferry.cim.system.Configuration}; where rows come from is in
 * {@link dev.ferry.cim.system.SystemRows}.
 */
package dev.ferry.cim.system;
