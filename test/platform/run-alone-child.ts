/** Runs alone on the file that it is given, if it may, until it is ended. */
import { runAlone } from "../../src/platform/database-file.ts";

runAlone(process.argv[2] ?? "");
process.stdout.write("alone\n");
setInterval(() => undefined, 1000);
