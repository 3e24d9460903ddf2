/** Whether a digest and *Why this status?* on it say the same of since when a program has its colour. Imports nothing of `src`. */

/** What is said on the one and should be on the other; null where they agree. */
export function differingSince(title: string, digest: string, why: string): { is: string; should: string } | null {
  const [text, asked] = [digest, why].map((one) => one.replaceAll("\u00a0", " "));
  const dated = text?.match(
    new RegExp(`“${title}” has been (?:at risk|off track|back on track) since (\\w+ \\d+ \\w+)`),
  );
  const since = asked?.match(/ · since (\w+ \d+ \w+)/)?.[1] ?? "no day";
  if (dated?.[1] !== undefined && dated[1] !== since) return { is: since, should: dated[1] };
  const nth = text?.match(
    new RegExp(`[🟢🟠🔴] ${title} · [^\n]* · (\\d+)(?:nd|rd|th) (month|quarter|year) in a row`, "u"),
  );
  const counted = nth ? `${nth[1]} ${nth[2]}` : "no count";
  const asNth = asked?.match(/ · (\d+)(?:nd|rd|th) (\w+) in a row at this status/);
  const inARow = asNth ? `${asNth[1]} ${asNth[2]}` : "no count";
  // It may be silent on what it cannot date.
  if (inARow !== "no count" && inARow !== counted) return { is: inARow, should: counted };
  if (counted !== "no count" && dated) return { is: "since and for how long", should: "one of them" };
  return null;
}

/** A number of periods in a row that the picture beside it does not have; null where they agree, or none is counted. */
export function differingRow(
  title: string,
  digest: string,
  colours: readonly (string | null)[],
): { is: string; should: string } | null {
  const text = digest.replaceAll("\u00a0", " ");
  const nth = text.match(
    new RegExp(`[🟢🟠🔴] ${title} · [^\n]* · (\\d+)(?:nd|rd|th) (?:month|quarter|year) in a row`, "u"),
  );
  if (!nth) return null;
  const counted = colours.slice(-Number(nth[1]));
  const alike = counted.filter((colour) => colour === colours.at(-1)).length;
  return alike === counted.length ? null : { is: `${nth[1]} in a row`, should: `${alike} of ${counted.join(", ")}` };
}

/**
 * That the day since which a program has its colour lies before one at which a digest told that it had none: by the picture
 * of a digest, the newest column before its own first, and the days of these columns; null where it does not.
 */
export function overSilence(
  why: string,
  columns: readonly { colour: string | null; on: string }[],
): { is: string; should: string } | null {
  const [, day] = why.replaceAll("\u00a0", " ").match(/ · since \w+ (\d+ \w+)/) ?? [];
  const silent = columns.find(({ colour }) => colour === "grey");
  if (day === undefined || !silent) return null;
  const since = new Date(`${day} 2025 UTC`).toISOString().slice(0, 10);
  return since < silent.on ? { is: `since ${since}`, should: `after ${silent.on}` } : null;
}

/**
 * Months of which *Why* on a digest says another colour than the picture of that, or, where it tells of months and the program
 * was never closed, nothing; null where they agree.
 */
export function differingMonths(
  why: readonly string[],
  colours: readonly (string | null)[],
  { from, isWhole }: { from: string; isWhole: boolean },
): { is: string; should: string } | null {
  const hasMonths = why.some((one) => /^[A-Z][a-z]+ 20\d\d · [🟢🟠🔴⚪] /u.test(one));
  for (const [back, shown] of colours.toReversed().entries()) {
    const month = new Date(`${from}T00:00:00.000Z`);
    month.setUTCMonth(month.getUTCMonth() - back);
    const name = month.toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
    const line = why.find((one) => one.startsWith(`${name} · `));
    const shape = { green: "🟢", amber: "🟠", red: "🔴", grey: "⚪" }[shown ?? ""] ?? "nothing";
    if (line && back === 0) return { is: `before: ${line}`, should: "not before" };
    if (line && !line.startsWith(`${name} · ${shape} `)) return { is: line, should: shape };
    if (hasMonths && isWhole && !line && back > 0 && shown !== null) return { is: `nothing of ${name}`, should: shape };
  }
  return null;
}
