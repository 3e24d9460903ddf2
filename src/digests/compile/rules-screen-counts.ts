/** What a first screen counts of all programs, below what it tells of each. Pure. */
import { HEALTH_COLOURS, type HealthColour } from "../../cadences/questions/health-scale.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import type { DigestDocument, Line, LineOf } from "../document.ts";
import { briefOf, tellingOf } from "../render/outline.ts";
import { type Counted, countsTold, screenTexts } from "../render/texts-screen.ts";
import type { Item } from "../sections/line.ts";
import { rhythmTexts } from "../sections/rhythm.ts";
import type { Fact } from "./rules-facts.ts";
import type { Reading } from "./rules-screen-lines.ts";

type Missed = LineOf<"missed-round">;

/** More programs that nobody heard of than this are counted. */
const MOST_SILENT = 3;
/** Programs whose check-ins were not asked, which explains a silence. */
const MOST_MISSED = 2;
const LONGEST = { name: 80, names: 50 } as const;

/**
 * Statuses then and now of all programs (`hasPast`), in one line which of them nobody has heard of, of a single one how much
 * is open, and what was not asked. `told`: lines that it has whole.
 */
export function countsOf(
  document: Reading,
  facts: readonly Fact[],
): { items: Item[]; told: readonly Line[]; hasPast: boolean } {
  const all = document.sections.flatMap(({ lines }) => lines);
  const say = (line: Line) => briefOf({ ...tellingOf(document), place: 1 }, line).facts;
  const statuses = statusCounts(document);
  const item = (label: string): Item => ({
    label: [{ text: label }],
    quotes: [],
    remark: null,
    isShortened: false,
    ask: null,
    sources: document.head.sources,
  });
  const silence = silenceOf(document, facts, all, say);
  const missed = missedIn(all).slice(0, MOST_MISSED);
  const onTrack = statuses.length > 0 ? [] : all.filter(({ kind }) => kind === "on-track");
  const open = document.programs.length > 1 ? [] : all.filter(({ kind }) => kind === "open-items");
  return {
    items: [
      ...(statuses.length > 0
        ? [item(countsTold(document.reader, statuses))]
        : onTrack.map((line) => item(say(line).join(" · ")))),
      ...(silence.text === null ? [] : [item(silence.text)]),
      ...open.map((line) => item(say(line).join(" · "))),
      ...missed.map((lines) =>
        item(
          `${shorten(lines[0].program, LONGEST.name)} · ${rhythmTexts(document.reader).missedRounds(document.reader, lines)}`,
        ),
      ),
    ],
    told: [...onTrack, ...silence.told, ...open, ...missed.flat()],
    hasPast: statuses.length > 0,
  };
}

/** Of a single one since when, or why; nothing where the first line says it. */
function silenceOf(
  document: Reading,
  facts: readonly Fact[],
  all: readonly Line[],
  say: (line: Line) => string[],
): { text: string | null; told: readonly Line[] } {
  const { bottomLine, head, reader } = document;
  if (bottomLine.case === "silence") {
    const { since } = bottomLine;
    return { text: null, told: all.filter((line) => isSilenceAlone(line, { since, asked: head.asked })) };
  }
  if (bottomLine.case === "silent") return { text: null, told: [] };
  const texts = screenTexts(reader);
  const silent = facts.filter(({ kind }) => kind === "silent" || kind === "was-red");
  const titles = new Set(silent.flatMap(({ program }) => program ?? []));
  const names = [...titles].map((title) => shorten(title, titles.size > 1 ? LONGEST.names : LONGEST.name));
  const [first] = silent;
  if (first && names.length === 1) {
    if (bottomLine.case === "was-red") return { text: null, told: [] };
    const { line } = first;
    const why = say(line).at(-1) ?? "";
    const hasStatus = facts.some(({ program, line: { kind } }) => program === first.program && kind === "health");
    const isSaid = hasStatus || line.kind === "no-news" || (line.kind === "no-update" && line.last === undefined);
    const about = isSaid ? names.join("") : texts.silent(reader, names);
    return { text: `${about} · ${why}`, told: "last" in line && line.last ? [] : [line] };
  }
  if (names.length > 0 && names.length <= MOST_SILENT) return { text: texts.silent(reader, names), told: [] };
  const counted = all.find(({ kind }) => kind === "silent-programs");
  if (counted) return { text: say(counted).join(" · "), told: [] };
  return { text: names.length === 0 ? null : texts.silentCount(reader, names.length), told: [] };
}

/** It says no more than a first line by which nobody has answered since then, of so many that were asked. */
function isSilenceAlone(line: Line, { since, asked }: { since: string | null; asked: number }): boolean {
  if (line.kind === "no-news") return line.why.is === "unanswered" || (line.why.is === "nobody-asked" && asked === 0);
  if (line.kind !== "silent" || line.since !== since) return false;
  return [line.last, line.between, line.reported, line.words].every((more) => more === undefined);
}

/** Those of one program together, where they are of one rhythm and for one reason. */
function missedIn(all: readonly Line[]): [Missed, ...Missed[]][] {
  const known = new Map<string, [Missed, ...Missed[]]>();
  for (const line of all)
    if (line.kind === "missed-round") {
      const key = JSON.stringify([line.program, line.reason, line.period.replaceAll(/\d/g, "0")]);
      const others = known.get(key);
      if (others) others.push(line);
      else known.set(key, [line]);
    }
  return [...known.values()];
}

/** Nothing where there is no past to compare with. */
function statusCounts({ colours = [], programs }: DigestDocument): Counted[] {
  if (programs.length === 1) return [];
  const last = colours.map(({ colours: past }) => ({ before: past.at(-2) ?? null, now: past.at(-1) ?? null }));
  return ([...HEALTH_COLOURS, "grey"] satisfies (HealthColour | "grey")[]).flatMap((colour): Counted[] => {
    const before = last.filter((one) => one.before === colour).length;
    const now = last.filter((one) => one.now === colour).length;
    return before + now === 0 ? [] : [{ colour, before, now }];
  });
}
