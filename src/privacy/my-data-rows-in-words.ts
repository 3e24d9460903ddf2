/** What a row of *My data* is, in its reader's words: which check-in, item, role or message. */
import type { Person } from "../people/people.ts";
import { Lookup, type LookupContext } from "../platform/events.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type Language, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { programTexts } from "../programs/texts.ts";
import { registerTexts } from "../register/texts.ts";
import { auditTexts } from "../settings/audit/texts.ts";
import { preferenceTexts } from "../settings/preferences/texts.ts";
import type { Row, TableName } from "./rows-by-data-map.ts";

/** What messages said, in brief, and what other rows are about, of which `kind` is null. */
export const subjectsInWords = new Lookup<
  { workspaceId: string; reader: Pick<Reader, "locale">; about: { kind: string | null; subject: string }[] },
  string[]
>("what a message said");

/** Of rows that no column says enough of. */
const NAMES: { readonly [Table in TableName]?: Record<Language, string> } = {
  absence: { en: "Absence", fr: "Absence" },
  approval: { en: "Approval", fr: "Approbation" },
  request_vote: { en: "Vote", fr: "Vote" },
  cadence_draft: { en: "Check-in being set up", fr: "Point d’étape en préparation" },
  candidate_score: { en: "Score of a candidate for sponsor", fr: "Note d’un sponsor possible" },
  committee: { en: "Chair of a committee", fr: "Présidence d’un comité" },
  digest_seen: { en: "Digest seen", fr: "Synthèse reçue" },
  digest_schedule: { en: "Next one", fr: "Prochain envoi" },
  erasure: { en: "Erasure", fr: "Effacement" },
  measure_value: { en: "Value of a measure", fr: "Valeur d’un indicateur" },
  meeting: { en: "Meeting", fr: "Réunion" },
  meeting_topic: { en: "Topic of a meeting", fr: "Sujet d’une réunion" },
  membership: { en: "Member of a Slack group or channel", fr: "Membre d’un groupe ou d’un canal Slack" },
  office_seat: { en: "Program office", fr: "Bureau des programmes" },
  opt_out: { en: "Opted out", fr: "Désinscription" },
  page_section: { en: "Section of a page", fr: "Partie d’une page" },
  page_version: { en: "Page put up for approval", fr: "Page soumise à approbation" },
  person: { en: "Name and handle", fr: "Nom et identifiant" },
  person_preference: { en: "Hours, language, messages", fr: "Horaires, langue, messages" },
  program: { en: "Program", fr: "Programme" },
  program_status: { en: "Status of the program", fr: "Statut du programme" },
  quarter_review: { en: "Review of a quarter", fr: "Revue d’un trimestre" },
  report_approver: { en: "Who approves digests", fr: "Qui approuve les synthèses" },
  report_question: { en: "Question on a digest", fr: "Question sur une synthèse" },
  role_holder: { en: "Working role held", fr: "Rôle tenu" },
  sponsor_candidate: { en: "Candidate for sponsor", fr: "Sponsor possible" },
  sponsor_choice: { en: "Choice of a sponsor", fr: "Choix d’un sponsor" },
  sponsor_request: { en: "Request to be sponsor", fr: "Demande de parrainage" },
  track: { en: "Track", fr: "Plan de travail" },
  track_template: { en: "Track as it was written", fr: "Plan de travail tel qu’il a été écrit" },
  typed_words: { en: "Text typed to Drumbeat", fr: "Texte écrit à Drumbeat" },
  work_request: { en: "Work request", fr: "Demande de travaux" },
  work_type: { en: "Kind of work requests taken", fr: "Type de demandes acceptées" },
  working_role: { en: "Working role described", fr: "Rôle décrit" },
};

export interface TableRow {
  table: TableName;
  row: Row;
}

/** Of each row, in their order. */
export async function rowsInWords(
  services: LookupContext & Pick<Services, "db">,
  reader: Person,
  given: readonly TableRow[],
): Promise<string[][]> {
  const { workspace_id: workspaceId } = reader;
  const answered = given.flatMap(({ row: { check_in_id: id } }) => (typeof id === "string" ? [id] : []));
  const checkIns = await rows(services.db, "check_in", workspaceId).list({ id: answered });
  const cadenceOf = new Map(checkIns.map(({ id, cadence_id }) => [id, cadence_id]));
  const about = given.map(({ table, row }) => {
    if (table === "delivery") return { kind: String(row.kind), subject: String(row.subject) };
    const itemId = table === "item" ? row.id : row.item_id;
    const cadenceId = table === "cadence" ? row.id : (row.cadence_id ?? cadenceOf.get(String(row.check_in_id)));
    return { kind: null, subject: JSON.stringify(itemId ? { itemId } : { roundId: row.round_id, cadenceId }) };
  });
  const inWords = await subjectsInWords.of(services, services.db, { workspaceId, reader, about });
  const { rhythms, values } = textsFor(preferenceTexts, reader);
  return given.map(({ table, row }, index) => {
    const rhythm = named(rhythms, row.rhythm);
    const texts = [
      inWords[index],
      named(textsFor(auditTexts, reader).actions, row.action),
      named(textsFor(registerTexts, reader).event, row.event),
      named(textsFor(programTexts, reader).role, row.role),
      rhythm && values.digests(rhythm),
      NAMES[table]?.[languageOf(reader.locale)],
    ];
    return texts.flatMap((text) => text || []);
  });
}

function named(texts: Readonly<Record<string, string>>, value: Row[string] | undefined): string | undefined {
  return new Map(Object.entries(texts)).get(String(value));
}
