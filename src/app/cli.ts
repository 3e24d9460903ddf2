/** The process behind `drumbeat …`. */
import { runCommandLine } from "./command-line.ts";

// What commands write is for this user alone.
process.umask(0o077);

// The reader of our output, such as `head`, may close the pipe.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

// Set, not exit(): output still in a pipe must arrive.
process.exitCode = await runCommandLine(process.argv.slice(2));
