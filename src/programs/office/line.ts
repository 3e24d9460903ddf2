/** The office on Home: how many programs it is over, and who is late in which. */
import type { Db } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { context, escapeMrkdwn, lineOf, section, shorten } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import type { Group } from "../../slack/home.ts";
import type { Visitor } from "../visitor.ts";
import { officeTexts } from "./texts.ts";
import { programsOfOffice } from "./use-cases.ts";

const MOST_LATE = 10;
const LONGEST_TITLE = 100;
const LONGEST_LINE = 300;

/** No statement for a visitor with seats who never had one. `lateIn`: the names of those who are, by program. */
export async function officeLine(
  services: Pick<Services, "db" | "clock">,
  { person, reader, now, mayHaveOffice }: Visitor,
  lateIn: (
    db: Db,
    programs: { workspaceId: string; programIds: readonly string[]; now: string },
  ) => Promise<ReadonlyMap<string, string[]>>,
): Promise<Group[]> {
  const programs = mayHaveOffice ? await programsOfOffice(services, person) : null;
  if (programs === null) return [];
  const texts = textsFor(officeTexts, reader);
  const programIds = programs.map(({ id }) => id);
  const late = await lateIn(services.db, { workspaceId: person.workspace_id, programIds, now });
  const lines = programs.flatMap(({ id, title }) => {
    const names = late.get(id) ?? [];
    if (names.length === 0) return [];
    return shorten(texts.late(shorten(title, LONGEST_TITLE), list(reader, names)), LONGEST_LINE);
  });
  return [
    [
      section(texts.home(programs.length), commandButton(texts.portfolio, "portfolio")),
      ...lines.slice(0, MOST_LATE).map((line) => context(escapeMrkdwn(lineOf(line)))),
    ],
  ];
}
