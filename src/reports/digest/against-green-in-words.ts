/** Facts that speak against a green, in their reader's words. */
import { behindTwiceInWords } from "../../goals/measures-in-words.ts";
import { dayInWords, type Reader, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { measureIn } from "../compile/measures.ts";
import type { Line, Report, Status } from "../compile/report.ts";
import {
  isolated,
  lateInWords,
  moveInWords,
  movesInWords,
  statusRunInWords,
  wordTexts,
} from "../compile/status-and-dates-in-words.ts";
import { cutSubject } from "./cut-subject.ts";
import type { ReportedProgram, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";

type Cut = (text: string) => string;

/** Of facts against a green, which are counted beyond. */
const MOST_FACTS = 3;

/** `cut`: how much of its author's words is shown. */
export function againstGreenInWords(
  program: ReportedProgram,
  lines: readonly Line[],
  input: ScreenInput,
  cut: Cut,
): string {
  const texts = textsFor(screenTexts, input.reader);
  const facts = lines
    .slice(0, MOST_FACTS)
    .map((fact) => factAgainstGreen(fact, { ...input, report: program.report }, cut));
  const shown = texts.more(texts.together(facts), lines.length - facts.length);
  const author = authorOfGreen(program, input);
  // A whole report has its status above.
  if (input.isWhole && author === "") return shown;

  const isSilent = program.report.status?.noWordSince !== undefined;
  return isSilent
    ? texts.together([statusRunInWords(input.reader, program.report), shown])
    : texts.reportsGreen(author, shown);
}

/** Nadia Benali (deputy); null of the reader; empty where nobody else who leads has said otherwise. */
function authorOfGreen({ report: { status } }: ReportedProgram, { reader, names }: ScreenInput): string | null {
  const name = isolated(names.get(status?.by ?? "") ?? "");
  if (!status?.other || name === "") return "";
  if (status.by === reader.id) return null;
  return status.isDeputys ? `${name} (${textsFor(screenTexts, reader).roles.deputy})` : name;
}

/** Till software, was due 27 Jan */
export function factAgainstGreen(
  fact: Line,
  {
    reader,
    workingDaysLate,
    names,
    report,
  }: { reader: Reader & { id?: string }; report: Pick<Report, "measures"> } & Partial<
    Pick<ScreenInput, "workingDaysLate" | "names">
  >,
  cut: Cut,
): string {
  if (fact.teamStatus !== undefined) return reportedInWords(fact, fact.teamStatus, { reader, names }, cut);

  const words = withoutFullStop(fact.type === "step" ? cutSubject(fact.text, cut) : cut(fact.text));
  const measure = measureIn(report, fact);
  if (measure) return behindTwiceInWords(reader, measure, words);
  if (fact.type === "milestone") return `${words} ${moveInWords(reader, fact)}`;
  const owner = names?.get(fact.owner ?? "");
  const title = owner === undefined ? words : `${words} (${isolated(owner)})`;
  if (fact.due === undefined) return title;
  const late = lateInWords(reader, fact, workingDaysLate);
  const aged = /[?!…]\u2069?$/u.test(title) ? `${title} (${late})` : `${title}, ${late}`;
  return [aged, movesInWords(reader, fact.was)].join(" ").trim();
}

/** Dieter Braun reported at risk on 12 Oct: No test data */
function reportedInWords(
  fact: Line,
  status: Status,
  { reader, names }: { reader: Reader & { id?: string }; names: ScreenInput["names"] | undefined },
  cut: Cut,
): string {
  const spoken = textsFor(wordTexts, reader);
  const nameOfLead = () => (fact.by === reader.id ? spoken.you : names?.get(fact.by ?? ""));
  const isOfLead = fact.sources.some(({ kind }) => kind === "status");
  const name = isOfLead ? nameOfLead() : undefined;
  const day = fact.since === null ? "" : dayInWords(reader, fact.since);
  return textsFor(screenTexts, reader).reported(
    name && isolated(name),
    spoken.statusWithin[status],
    day,
    cut(fact.text),
  );
}
