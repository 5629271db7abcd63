/**
 * Who you are and what you may: accounts, roles and how passwords are kept.
 *
 * <p>No door and no protocol lives here: a door brings a name and a password and gets a {@link dev.ferry.security.Principal} or
 * nothing. Start at {@link dev.ferry.security.Accounts}.
 */
package dev.ferry.security;
