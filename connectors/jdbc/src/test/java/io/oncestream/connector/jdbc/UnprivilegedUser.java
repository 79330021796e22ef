package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.Grants.Grant;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;

/** A user of a test's database that has no privilege by itself. */
record UnprivilegedUser(TestDatabase administrator, String database, String name) {

    static UnprivilegedUser create(TestDatabase administrator) throws Exception {
        String database = administrator.address().url().replaceFirst(".*/(.*)\\?.*", "$1");
        String name = database + "_flink";
        if (administrator.kind() == DatabaseKind.POSTGRES) {
            administrator.execute("CREATE ROLE " + name + " LOGIN");
            administrator.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            administrator.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        } else {
            administrator.execute("CREATE USER " + name);
        }
        return new UnprivilegedUser(administrator, database, name);
    }

    DatabaseAddress address() {
        DatabaseAddress address = administrator.address();
        return new DatabaseAddress(
                address.url().replaceFirst("user=\\w+", "user=" + name), address.password());
    }

    void grant(Grant grant) throws Exception {
        change("GRANT %s ON %s TO %s", grant);
    }

    void revoke(Grant grant) throws Exception {
        change("REVOKE %s ON %s FROM %s", grant);
    }

    private void change(String statement, Grant grant) throws Exception {
        administrator.execute(statement.formatted(grant.privilege(), here(grant.on()), name));
    }

    /** The README's database is called shop. */
    String here(String object) {
        return object.replaceAll("\\bshop\\b", database);
    }
}
