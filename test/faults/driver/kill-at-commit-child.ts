/** Loaded before Drumbeat: kills the process at its commit number KILL_AT_COMMIT, before or after it is done. */
import Sqlite from "better-sqlite3";

const at = Number(process.env.KILL_AT_COMMIT);
const isBefore = process.env.KILL_WHEN === "before";
const dying = () => process.kill(process.pid, "SIGKILL");
let commits = 0;

Sqlite.prototype.prepare = new Proxy(Sqlite.prototype.prepare, {
  apply(prepare, connection, [source, ...more]) {
    const statement = Reflect.apply(prepare, connection, [source, ...more]);
    if (!/^\s*commit/i.test(String(source))) return statement;
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
