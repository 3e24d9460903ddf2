/** Lines that many programs share: how statuses moved, which are off track beside those with a line, who is silent, what comes. */
import { textsFor } from "../../platform/texts/language.ts";
import type { Status } from "../compile/report.ts";
import { statusWord } from "../compile/status-and-dates-in-words.ts";
import { nameOf } from "./limits.ts";
import { statusMove } from "./matter-words.ts";
import type { Matter } from "./matters.ts";
import type { ScreenInput, ScreenLine, SectionName } from "./screen.ts";
import { hasWorsened, runningText } from "./screen-lines.ts";
import { screenTexts } from "./texts.ts";

/** The worst first. */
const ORDER: readonly Status[] = ["red", "amber", "green"];

interface Beside {
  /** So many programs are off track beside those that have a line or a name. */
  unnamed: number;
  /** Ids of items that have lines of their own. */
  shownItems: ReadonlySet<string>;
}

/** The running line of a section, of matters in their order; none where there are none. */
export function runningLines(
  section: SectionName,
  matters: readonly Matter[],
  input: ScreenInput,
  beside: Beside,
): ScreenLine[] {
  const [first] = matters;
  if (first === undefined) return [];
  const text = textOfRunning(section, matters, input, beside);
  const lines = matters.flatMap((matter) => matter.lines);
  return [{ programId: first.program.id, program: "", status: section === "blocked" ? "red" : null, text, lines }];
}

function textOfRunning(
  section: SectionName,
  matters: readonly Matter[],
  input: ScreenInput,
  { unnamed, shownItems }: Beside,
): string {
  const texts = textsFor(screenTexts, input.reader);
  switch (section) {
    case "blocked": {
      const status = statusWord(input.reader, "red");
      const names = (shown: readonly Matter[]) => shown.map(({ program }) => nameOf(program, input)).join(", ");
      // Of those that have no name either nothing is said of when.
      const worsened = unnamed === 0 ? matters.filter(hasWorsened) : [];
      const others = matters.filter((matter) => !worsened.includes(matter));
      return [
        ...(worsened.length === 0 ? [] : [texts.namedNew(status, names(worsened))]),
        ...(others.length === 0 ? [] : [texts.named(status, texts.more(names(others), unnamed))]),
      ].join(" · ");
    }
    case "changed":
      return movesInWords(matters, input);
    case "upcoming":
      return matters
        .toSorted((a, b) => a.day.localeCompare(b.day))
        .map((matter) => runningText(matter, input, shownItems))
        .join(" · ");
    default:
      return matters.map((matter) => runningText(matter, input, shownItems)).join(", ");
  }
}

/** 🟠 → 🟢 Beacon, Fjord · 🟢 → 🟠 Gull: the worst first. */
function movesInWords(matters: readonly Matter[], input: ScreenInput): string {
  const placeOf = (status: Status | null | undefined) => (status ? ORDER.indexOf(status) : ORDER.length);
  const groups = Map.groupBy(matters, ({ program: { report } }) =>
    [placeOf(report.status?.status), placeOf(report.status?.before)].join(" "),
  );
  return [...groups]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([, [first, ...others]]) => {
      if (first === undefined) return "";
      const names = [first, ...others].map(({ program }) => nameOf(program, input)).join(", ");
      return `${statusMove(first.program, input)} ${names}`.trim();
    })
    .join(" · ");
}
