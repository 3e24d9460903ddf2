/** Types of work requests: templates with an intake, which of them a program takes, and the link to ask for them in a channel. */
import { z } from "zod";
import type { MessageKind } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { languageOf, list, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf, programToChange, runningPrograms } from "../../programs/programs.ts";
import { actions, button, escapeMrkdwn, section } from "../../slack/blocks.ts";
import type { IntakeField, TrackTemplate } from "../template.ts";
import { listTemplates } from "../templates.ts";
import { trackFailure } from "../tracks.ts";
import { insertLibraryRoles } from "../working-roles.ts";
import { workIds } from "./action-ids.ts";
import { workTexts } from "./texts.ts";

export interface WorkRequestType {
  program: Program;
  template: TrackTemplate;
  openedBy: string;
}

/** What anybody of the workspace may ask for, of running programs. `programId`: of this one. */
export async function listOffered(
  db: Db | Tx,
  workspaceId: string,
  { programId }: { programId?: string } = {},
): Promise<WorkRequestType[]> {
  const programs = new Map((await runningPrograms(db, workspaceId)).map(({ program }) => [program.id, program]));
  const match = { program_id: programId ?? [...programs.keys()] };
  const taken = await rows(db, "work_type", workspaceId).list(match, ["opened_at", "template_key"]);
  const templates = new Map((await listWorkRequestTypes(db, workspaceId)).map((template) => [template.key, template]));
  return taken.flatMap(({ program_id: id, template_key: key, opened_by: openedBy }) => {
    const program = programs.get(id);
    const template = templates.get(key);
    return program && template ? [{ program, template, openedBy }] : [];
  });
}

export async function listWorkRequestTypes(db: Db | Tx, workspaceId: string): Promise<TrackTemplate[]> {
  return (await listTemplates(db, workspaceId)).filter(({ intake }) => intake);
}

/** By the keys of the fields; of a choice the place of its option. */
export type Answers = Readonly<Record<string, string>>;

/** Keys of the fields that are not answered as they have to be. */
export function unanswered(fields: readonly IntakeField[], answers: Answers): string[] {
  const isWrong = ({ key, kind, isRequired, options }: IntakeField) => {
    const answer = answers[key]?.trim() ?? "";
    if (answer === "") return isRequired;
    return kind === "choice" && options[Number(answer)] === undefined;
  };
  return fields.filter(isWrong).map(({ key }) => key);
}

/** The first date: by then it is needed. */
export function neededByField(fields: readonly IntakeField[]): IntakeField | undefined {
  return fields.find(({ kind }) => kind === "date");
}

/** It cannot be needed by a day that is over, unless that stood there `before`. Throws STEP_DATE_PAST. */
export function refusePastDay(
  fields: readonly IntakeField[],
  { answers, before = {} }: { answers: Answers; before?: Answers | undefined },
  today: LocalDate,
): void {
  const key = neededByField(fields)?.key ?? "";
  const day = answers[key];
  if (day && day < today && day !== before[key]) throw trackFailure("STEP_DATE_PAST");
}

export function titleField(fields: readonly IntakeField[]): IntakeField | undefined {
  return fields.find(({ kind, isRequired }) => kind === "line" && isRequired);
}

/** Of these types and no others; their roles are added where the program lacks them. `channelId`: where the link is posted. Throws PROGRAM_NOT_YOURS. */
export async function takeTypes(
  ctx: ActorContext,
  { programId, keys, channelId = null }: { programId: string; keys: readonly string[]; channelId?: string | null },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    const { workspace_id: workspaceId } = program;
    const now = ctx.clock.now();
    const stock = rows(tx, "work_type", workspaceId);
    const opened = { program_id: programId, opened_by: ctx.actor.id, opened_at: now };
    await stock.remove({ program_id: programId });
    await stock.insert(...keys.map((key) => ({ ...opened, template_key: key })));
    const taken = (await listWorkRequestTypes(tx, workspaceId)).filter(({ key }) => keys.includes(key));
    await insertLibraryRoles({ ...ctx, db: tx }, { program, keys: taken.flatMap(({ roles }) => roles) });
    if (channelId === null) return;
    const delivery = { workspaceId, key: `work-link:${programId}:${channelId}`, mayRepeat: true, notBefore: now };
    await enqueue(tx, ctx, workLinkKind, { ...delivery, subject: { programId }, to: { channelId } });
  });
}

const linkSchema = z.strictObject({ programId: z.string() });

export const workLinkKind: MessageKind<z.infer<typeof linkSchema>> = {
  kind: "work-link",
  subject: linkSchema,
  about: () => ({}),
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  async message({ db, workspaceId, reader }, { programId }) {
    const texts = textsFor(workTexts, reader);
    const { title } = await programOf(db, workspaceId, programId);
    const offered = await listOffered(db, workspaceId, { programId });
    const types = offered.map(({ template }) => template.name[languageOf(reader.locale)]);
    const text = texts.takes(escapeMrkdwn(title), escapeMrkdwn(list(reader, types)));
    const acts = actions("work-link", button(workIds.ask, texts.ask, { value: programId, primary: true }));
    return { text, blocks: [section(text), acts] };
  },
};
