/** `node migrate-child.ts LOCATION [STATEMENT]`: migrates, to made-up later ones too, and is killed right after that many statements. */
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { LATER } from "./later-migrations.ts";

const [location = "", killAfter = "0"] = process.argv.slice(2);
let statements = 0;
const db = openDatabase(location, {
  onStatement: () => {
    statements += 1;
    if (statements === Number(killAfter)) process.kill(process.pid, "SIGKILL");
  },
});
await migrateToLatest(db, LATER);
await db.destroy();
