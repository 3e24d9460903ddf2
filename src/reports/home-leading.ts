/** What Home asks of whoever leads: their part of a digest before it goes, and what somebody asked about it. */
import { peopleByIds } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/viewer.ts";
import { actions, quote, words } from "../slack/blocks.ts";
import type { Group, HomeSection } from "../slack/home.ts";
import { listDrafts } from "./draft-store.ts";
import { draftButtons, draftTitle } from "./drafts-messages.ts";
import { leads, openQuestions, replyButton } from "./questions.ts";
import { questionTexts } from "./texts-questions.ts";

/** Drafts that nobody has found fine, changed or held yet, and questions without a reply. */
export function leadingSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now, programs }): Promise<Group[]> => {
    const titles = new Map(programs.filter(({ roles }) => leads(roles)).map(({ id, title }) => [id, title] as const));
    if (titles.size === 0) return [];
    const workspaceId = person.workspace_id;
    const titleOf = (programId: string) => titles.get(programId) ?? "";
    const drafts = (await listDrafts(db, workspaceId, [...titles.keys()])).filter(
      ({ rhythm, state, wordsBy, sendAt }) =>
        rhythm !== "weekly" && state === "draft" && wordsBy === null && sendAt > now,
    );
    const questions = await openQuestions(db, workspaceId, [...titles.keys()]);
    const askers = await peopleByIds(db, workspaceId, [...new Set(questions.map(({ asked_by: by }) => by))]);
    return [
      ...drafts.map((draft): Group => {
        return [
          words([{ text: titleOf(draft.program_id), bold: true }, { text: ` · ${draftTitle(reader, draft)}` }]),
          actions(`report.draft:${draft.id}`, ...draftButtons(reader, draft)),
        ];
      }),
      ...questions.map(({ id, program_id: programId, asked_by: by, question }): Group => {
        const asker = askers.find((each) => each.id === by)?.name ?? "";
        return [
          words([{ text: textsFor(questionTexts, reader).asked(asker, titleOf(programId)), bold: true }]),
          quote({ text: question }),
          replyButton(reader, id),
        ];
      }),
    ];
  };
}
