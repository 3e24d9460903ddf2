/** Loaded before Drumbeat: kills the process at its commit number KILL_AT_COMMIT, before or after it is done. */
import Sqlite from "better-sqlite3";
import pg from "pg";

const at = Number(process.env.KILL_AT_COMMIT);
const isBefore = process.env.KILL_WHEN === "before";
const dying = () => process.kill(process.pid, "SIGKILL");
const isCommit = (source: unknown) => /^\s*commit/i.test(String(source));
let commits = 0;

Sqlite.prototype.prepare = new Proxy(Sqlite.prototype.prepare, {
  apply(prepare, connection, [source, ...more]) {
    const statement = Reflect.apply(prepare, connection, [source, ...more]);
    if (!isCommit(source)) return statement;
    statement.run = new Proxy(statement.run, {
      apply(run, self, parameters) {
        commits += 1;
        if (commits === at && isBefore) dying();
        const result = Reflect.apply(run, self, parameters);
        if (commits === at) dying();
        return result;
      },
    });
    return statement;
  },
});

pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply(query, client, parameters) {
    if (!isCommit(parameters[0])) return Reflect.apply(query, client, parameters);
    commits += 1;
    const isThis = commits === at;
    if (isThis && isBefore) dying();
    const done: unknown = Reflect.apply(query, client, parameters);
    // It is done once PostgreSQL has answered.
    if (isThis) void Promise.resolve(done).then(dying);
    return done;
  },
});
