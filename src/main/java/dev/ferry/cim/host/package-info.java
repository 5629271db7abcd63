/**
 * What is there before any virtual system is: hosts, services, switches, and what a client asks first in {@code root/interop}.
 * Most of it are constants of the schema; what may change are the cluster's nodes and networks, which the front desk tells of.
 * Nothing here knows systems or jobs.
 *
 * <p>Start at {@link dev.ferry.cim.host.HostViews}.
 */
package dev.ferry.cim.host;
