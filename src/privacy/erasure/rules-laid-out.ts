/** Words that stand in a text as it was laid out, be it in part, shortened or marked. Pure. */

/** So many words one after the other are no chance. */
const IN_A_ROW = 3;
const WORD = /[\p{L}\p{N}]+/gu;

interface Said {
  text: string;
  own: readonly string[];
}

/**
 * Takes words out of texts that were laid out with them. A text of one or two words goes where nothing else is said. `others`:
 * what is said beside them: words that stand there too go where more of theirs stands around them.
 */
export function takingOut(
  words: readonly string[],
  instead: string,
  others: readonly string[] = [],
): (text: string) => string {
  const said = words.map((each): Said => ({ text: each, own: wordsOf(each) }));
  const short = said.filter(({ own }) => own.length < IN_A_ROW);
  const runs = new Set(said.flatMap(({ own }) => runsOf(own)));
  if (short.length === 0 && runs.size === 0) return (text) => text;
  const shared = new Set(others.flatMap((each) => runsOf(wordsOf(each)).filter((run) => runs.has(run))));
  return (text) => {
    const left = withoutShort(text, short, instead);
    const own = wordsOf(left);
    const starts = own.map((_, at) => runAt(own, at));
    return withoutWords(left, goneFrom(starts, { runs, shared }), instead);
  };
}

function withoutShort(text: string, short: readonly Said[], instead: string): string {
  return short.reduce((left, one) => {
    const isAll = one.own.length > 0 && wordsOf(left).join(" ") === one.own.join(" ");
    const quoted = new RegExp(`(?<=[“«:—–]\\s?)${RegExp.escape(one.text)}(?=\\s?(?:[”»]|$|\\n))`, "u");
    return isAll || left === one.text ? instead : left.replace(quoted, instead);
  }, text);
}

/** The words that go, by their place. */
function goneFrom(
  starts: readonly string[],
  { runs, shared }: { runs: ReadonlySet<string>; shared: ReadonlySet<string> },
): ReadonlySet<number> {
  const gone = new Set<number>();
  let stretch: number[] = [];
  const end = () => {
    if (stretch.some((at) => !shared.has(starts[at] ?? "")))
      for (const at of stretch) for (let next = 0; next < IN_A_ROW; next += 1) gone.add(at + next);
    stretch = [];
  };
  for (const [at, run] of starts.entries()) {
    if (runs.has(run)) stretch.push(at);
    else if (at - (stretch.at(-1) ?? at) >= IN_A_ROW) end();
  }
  end();
  return gone;
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word.toLowerCase());
}

function runsOf(own: readonly string[]): string[] {
  return own.slice(IN_A_ROW - 1).map((_, at) => runAt(own, at));
}

function runAt(own: readonly string[], at: number): string {
  return own.slice(at, at + IN_A_ROW).join(" ");
}

function withoutWords(text: string, gone: ReadonlySet<number>, instead: string): string {
  const tokens = [...text.matchAll(WORD)].map((found) => ({ at: found.index, end: found.index + found[0].length }));
  let result = "";
  let from = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    if (!gone.has(index)) continue;
    const first = tokens[index];
    while (gone.has(index + 1)) index += 1;
    const last = tokens[index];
    if (!first || !last) continue;
    result += text.slice(from, first.at) + instead;
    from = last.end;
  }
  return result + text.slice(from);
}
