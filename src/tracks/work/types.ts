/** Types of work requests: templates with an intake, and which of them a program takes. */
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { type Program, runningPrograms } from "../../programs/programs.ts";
import type { IntakeField, TrackTemplate } from "../template.ts";
import { listTemplates } from "../templates.ts";

export interface RequestType {
  program: Program;
  template: TrackTemplate;
  openedBy: string;
}

/** What anybody of the workspace may ask for, of running programs. `programId`: of this one. */
export async function listOffered(
  db: Db | Tx,
  workspaceId: string,
  { programId }: { programId?: string } = {},
): Promise<RequestType[]> {
  const taken = await rows(db, "work_type", workspaceId).list({ program_id: programId, ended_at: null }, ["opened_at"]);
  if (taken.length === 0) return [];
  const templates = new Map((await listRequestTypes(db, workspaceId)).map((template) => [template.key, template]));
  const programs = new Map((await runningPrograms(db, workspaceId)).map(({ program }) => [program.id, program]));
  return taken.flatMap(({ program_id: id, template_key: key, opened_by: openedBy }) => {
    const [program, template] = [programs.get(id), templates.get(key)];
    return program && template ? [{ program, template, openedBy }] : [];
  });
}

export async function listRequestTypes(db: Db | Tx, workspaceId: string): Promise<TrackTemplate[]> {
  return (await listTemplates(db, workspaceId)).filter(({ intake }) => intake);
}

/** By the keys of the fields; of a choice the place of its option. */
export type Answers = Readonly<Record<string, string>>;

/** Keys of the fields that are not answered as they have to be. */
export function unanswered(fields: readonly IntakeField[], answers: Answers): string[] {
  const isWrong = ({ key, kind, isRequired, options }: IntakeField) => {
    const answer = answers[key]?.trim() ?? "";
    if (answer === "") return isRequired;
    if (kind === "choice") return options[Number(answer)] === undefined;
    return kind === "number" && !/^-?\d+([.,]\d+)?$/.test(answer);
  };
  return fields.filter(isWrong).map(({ key }) => key);
}

export function titleOf(fields: readonly IntakeField[], answers: Answers): string {
  return answers[titleField(fields)?.key ?? ""]?.trim() ?? "";
}

export function titleField(fields: readonly IntakeField[]): IntakeField | undefined {
  return fields.find(({ kind, isRequired }) => kind === "line" && isRequired);
}

export function neededBy(fields: readonly IntakeField[], answers: Answers): string | null {
  return answers[fields.find(({ kind }) => kind === "date")?.key ?? ""] || null;
}
