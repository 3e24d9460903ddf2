/** What Home shows of check-ins to everybody: what is asked of them now. */

import { membersBySource } from "../../cadences/audience/people.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { folded, type HomeSection, oncePerHome } from "../../slack/home.ts";
import { dueWords } from "../blocks.ts";
import { askedLine } from "../blocks-lines.ts";
import { dayLine } from "../day/blocks.ts";
import { sharing } from "../day/rules.ts";
import { roundView } from "../rounds/context.ts";
import { asked } from "./asking.ts";
import { listPromptsAtHand } from "./repository.ts";
import { homeTexts } from "./texts.ts";

const OPEN_SHOWN = 4;

/** What is asked of the visitor, for themselves or for somebody who is away, the first due first; daily ones in one form. */
export function yoursNowSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now } = visitor;
    const texts = textsFor(homeTexts, reader);
    const open = (await promptsAtHand(services, visitor)).filter(({ isAsked }) => isAsked);
    const together = sharing(open.filter(({ forName }) => forName === null));
    const [first] = together;
    const groups = open.flatMap((view) => {
      const { forName, round, prompt } = view;
      const facts = [...(forName === null ? [] : [texts.instead(forName)]), round, dueWords(reader, prompt, now)];
      if (!together.includes(view)) return [[askedLine(reader, view, facts.join(" · "))]];
      return view === first
        ? [
            [
              dayLine(
                reader,
                together.map(({ promptId, program, round, prompt }) => ({
                  promptId,
                  program,
                  state: `${round} · ${dueWords(reader, prompt, now)}`,
                })),
              ),
            ],
          ]
        : [];
    });
    return folded(groups, { key: "open", shown: OPEN_SHOWN, more: texts.moreOpen });
  };
}

/** Read once for a Home. */
const promptsAtHand = oncePerHome(async ({ db }: Pick<Services, "db">, { person, reader, now, programs }: Visitor) => {
  const rows = await listPromptsAtHand(db, person.workspace_id, person.id, now);
  const bySource = await membersBySource(
    db,
    person.workspace_id,
    rows.flatMap(({ audience }) => audience),
  );
  const isAsked = (row: (typeof rows)[number]) => {
    const program = programs.find(({ id }) => id === row.program_id);
    // Who sits in a program of which the visitor is no part is not known here: the press tells.
    if (!program && row.person_id !== person.id) return true;
    return asked(row.audience, program, bySource).includes(row.person_id);
  };
  return rows.map((row) => ({
    ...roundView({ round: row, cadence: row, program: { title: row.program } }, reader),
    promptId: row.id,
    prompt: { due_at: row.due_at, later_at: row.later_at },
    context: { cadence: row, round: row, questions: row.questions, program: { title: row.program } },
    // As when a prompt is sent: whoever has left the program, or a cadence that rests, asks nothing more.
    isAsked: row.cadence_state === "active" && isAsked(row),
    forName: row.person_id === person.id ? null : row.name,
  }));
});
