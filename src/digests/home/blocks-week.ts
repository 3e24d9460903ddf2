/** The week of whoever leads programs, as it stands below their first message of it. */
import type { KnownBlock } from "@slack/types";
import { context, escapeMrkdwn, section, shorten, words } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { list, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { NextDigest } from "../holds/use-cases.ts";
import { homeTexts } from "./texts.ts";

/** One program in the seven days that begin. */
export interface ProgramWeek {
  title: string;
  /** Live items of its record. */
  open: number;
  overdue: number;
  /** Those that go a level up in these days unless somebody answers. */
  goingUp: number;
  /** Those that go to sponsors and committees in these days. */
  digests: readonly Pick<NextDigest, "rhythm" | "at" | "period" | "reader" | "readers">[];
}

const LONGEST_TITLE = 150;

/** `others`: how many programs there are beside these. */
export function weekBlocks(reader: Reader, weeks: readonly ProgramWeek[], others: number): KnownBlock[] {
  const { week, plan } = textsFor(homeTexts, reader);
  return [
    section(`*${week.title}*`, commandButton(plan, "plan")),
    words(
      ...weeks.map((each) => [
        { text: shorten(each.title, LONGEST_TITLE), bold: true },
        { text: ` · ${factsOf(reader, each).join(" · ")}` },
      ]),
    ),
    ...(others > 0 ? [context(escapeMrkdwn(week.others(others)))] : []),
  ];
}

function factsOf(reader: Reader, { open, overdue, goingUp, digests }: ProgramWeek): string[] {
  const { week, next, digest } = textsFor(homeTexts, reader);
  return [
    open === 0 ? week.nothingOpen : week.open(open, overdue),
    ...(goingUp > 0 ? [week.goingUp(goingUp)] : []),
    ...digests.map(({ rhythm, at, period, reader: { name }, readers }) => {
      const others = readers.length - 1;
      const to = list(reader, [shorten(name, LONGEST_TITLE), ...(others > 0 ? [week.otherReaders(others)] : [])]);
      const on = shortDate(reader, localDateOf(at, reader.zone));
      return week.digest(next.name[rhythm](digest(reader, { rhythm, period: period.label })), to, on);
    }),
  ];
}
