/** Runs alone on the file that it is given, if it may, until it is ended. */
import { lockDatabaseFile } from "../../src/platform/database-file.ts";

lockDatabaseFile(process.argv[2] ?? "");
process.stdout.write("alone\n");
setInterval(() => undefined, 1000);
