/** The process behind `drumbeat …`. */
import { runCommandLine } from "./command-line.ts";

// Whoever reads our output, such as `head`, may have read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

// Set, not exit(): what is still on its way through a pipe must arrive.
process.exitCode = await runCommandLine(process.argv.slice(2));
