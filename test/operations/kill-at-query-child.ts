/** Loaded before Drumbeat: kills the process at its KILL_AT_QUERY-th statement to PostgreSQL, or before the file's commit. */
import Sqlite from "better-sqlite3";
import pg from "pg";

const at = Number(process.env.KILL_AT_QUERY);
const isAtFile = process.env.KILL_AT_FILE === "commit";
const dying = () => process.kill(process.pid, "SIGKILL");
let queries = 0;

pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply(query, client, parameters) {
    queries += 1;
    const done: unknown = Reflect.apply(query, client, parameters);
    // It has reached the server, which may be doing it.
    if (queries === at) void Promise.resolve(done).then(dying, dying);
    return done;
  },
});

Sqlite.prototype.exec = new Proxy(Sqlite.prototype.exec, {
  apply(exec, connection, parameters) {
    if (isAtFile && /^commit/.test(String(parameters[0]))) dying();
    return Reflect.apply(exec, connection, parameters);
  },
});
