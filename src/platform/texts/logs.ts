/** What a machine wrote, pasted among what somebody says. */

/** Stands for it, in English and French. */
const LOG = "[log]";
/** Fewer lines in a row are quoted by whoever explains them. */
const FEWEST = 3;
/** An instant, a level, or a step of a stack trace. */
const MACHINE =
  /^\s*(?:[[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[[(]?\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\s|[[(]?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b[\]):]?\s|at [\w$.<>/]+\s?\(|Caused by: |Traceback \(most|File "[^"]+", line \d)/;

/** The text with one word in place of each run of such lines; blank lines do not end a run. */
export function withoutLogs(text: string): string {
  if (!text.includes("\n")) return text;
  const kept: string[] = [];
  let run: string[] = [];
  const end = () => {
    const count = run.filter((line) => line.trim() !== "").length;
    kept.push(...(count < FEWEST ? run : [LOG, ...run.slice(run.findLastIndex((line) => line.trim() !== "") + 1)]));
    run = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (MACHINE.test(line) || (run.length > 0 && line.trim() === "")) run.push(line);
    else {
      end();
      kept.push(line);
    }
  }
  end();
  return kept.join("\n");
}
