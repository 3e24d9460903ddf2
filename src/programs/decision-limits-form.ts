/** The form that says up to what the lead and the sponsor of a program decide. */
import type { Button } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { decimal, readDecimal } from "../platform/texts/decimals.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { optionalText } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import {
  type DecisionLimits,
  decisionLimitsOf,
  isInOrder,
  limitColumns,
  limitsInWords,
  MOST_DAYS_OF_DELAY,
} from "./decision-limits.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import {
  auditChange,
  LONGEST_TITLE,
  lockProgram,
  type Program,
  programOf,
  refuseUnlessOfWork,
  standingsOf,
  updateProgram,
} from "./programs.ts";

/** Its state is the id of the program. */
const limitsForm = new Form({
  id: programIds.limitsForm,
  state: z.string(),
  fields: z.object({
    currency: optionalText({ max: 3 }),
    lead_amount: optionalText(),
    lead_days: optionalText(),
    sponsor_amount: optionalText(),
    sponsor_days: optionalText(),
  }),
});

type Filled = Record<"currency" | "lead_amount" | "lead_days" | "sponsor_amount" | "sponsor_days", string>;

const failure = errorTable({
  LIMITS_NOT_YOURS: {
    en: () =>
      "Only a sponsor, the committee, the office (PMO) or an admin says who decides up to what. Nothing was saved.",
    fr: () =>
      "Seuls un sponsor, le comité, le bureau des programmes et l’administration de Drumbeat fixent les limites de décision. Rien n’a été enregistré.",
  },
});

/** Locked in a transaction. Throws LIMITS_NOT_YOURS, PORTFOLIO_HAS_NONE. */
export async function programToLimit({ db, actor, clock }: ActorContext, programId: string): Promise<Program> {
  await lockProgram(db, { workspaceId: actor.workspace_id, programId });
  const program = await programOf(db, actor.workspace_id, programId);
  if (!may(await standingsOf(db, actor, programId, { clock }), "set-limits")) throw failure("LIMITS_NOT_YOURS");
  refuseUnlessOfWork(program);
  return program;
}

/** Throws as `programToLimit`. */
async function changeLimits(
  ctx: ActorContext,
  { programId, limits }: { programId: string; limits: DecisionLimits },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const program = await programToLimit({ ...ctx, db: tx }, programId);
    await updateProgram(tx, program, limitColumns(limits));
    const before = { limits: decisionLimitsOf(program) };
    await auditChange({ ...ctx, db: tx }, { program, action: "program.changed", before, after: { limits } });
  });
}

/** The limits as typed, or what is wrong, by its field. */
function limitsIn(reader: Reader, filled: Filled): { limits: DecisionLimits } | { errors: Record<string, string> } {
  const texts = textsFor(limitTexts, reader);
  const errors: Record<string, string> = {};
  const currency = filled.currency.trim().toUpperCase();
  if (currency !== "" && !Intl.supportedValuesOf("currency").includes(currency)) errors.currency = texts.noCurrency;

  const amountIn = (field: "lead_amount" | "sponsor_amount") => {
    const typed = filled[field].trim();
    if (typed === "") return null;
    if (currency === "") errors.currency ??= texts.currencyMissing;
    const read = readDecimal(typed, { language: languageOf(reader.locale) });
    if ("value" in read && !read.value.startsWith("-")) return read.value;
    errors[field] =
      "readings" in read ? texts.twoReadings(read.readings.map((each) => decimal(reader, each))) : texts.noAmount;
    return null;
  };
  const daysIn = (field: "lead_days" | "sponsor_days") => {
    const typed = filled[field].trim();
    if (typed === "") return null;
    if (/^\d+$/.test(typed) && Number(typed) <= MOST_DAYS_OF_DELAY) return Number(typed);
    errors[field] = texts.noDays;
    return null;
  };

  const limits = {
    currency,
    lead: { amount: amountIn("lead_amount"), days: daysIn("lead_days") },
    sponsor: { amount: amountIn("sponsor_amount"), days: daysIn("sponsor_days") },
  };
  if (Object.keys(errors).length > 0) return { errors };
  const { lead, sponsor } = limits;
  const ofAmounts = { ...limits, lead: { ...lead, days: null }, sponsor: { ...sponsor, days: null } };
  if (!isInOrder(ofAmounts)) return { errors: { lead_amount: texts.order } };
  return isInOrder(limits) ? { limits } : { errors: { lead_days: texts.order } };
}

export function listenToLimits(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.limits, async ({ actor, client, triggerId, value: programId }) => {
    const program = await programToLimit({ ...services, actor }, programId);
    const reader = readerOf(actor);
    const texts = textsFor(limitTexts, reader);
    const { currency, lead, sponsor } = decisionLimitsOf(program);
    const shown = (value: string | null) => (value === null ? "" : decimal(reader, value));
    const days = (value: number | null) => (value === null ? "" : String(value));
    const view = limitsForm.view({
      state: programId,
      title: texts.title,
      submit: texts.save,
      close: texts.close,
      above: [section(`*${escapeMrkdwn(shorten(program.title, LONGEST_TITLE))}*\n${texts.how}`)],
      fields: {
        currency: { label: texts.currency, hint: texts.currencyHint, initial: currency },
        lead_amount: { label: texts.leadAmount, initial: shown(lead.amount) },
        lead_days: { label: texts.leadDays, initial: days(lead.days) },
        sponsor_amount: { label: texts.sponsorAmount, initial: shown(sponsor.amount) },
        sponsor_days: { label: texts.sponsorDays, initial: days(sponsor.days) },
      },
    });
    await client.views.push({ trigger_id: triggerId, view });
  });

  limitsForm.listen(listening, async ({ actor, state: programId, filled }) => {
    const reader = readerOf(actor);
    const read = limitsIn(reader, filled);
    if ("errors" in read) return read;
    await changeLimits({ ...services, actor }, { programId, limits: read.limits });
    return { show: doneView(reader, limitsInWords(reader, read.limits) ?? textsFor(limitTexts, reader).none) };
  });
}

/** Below the people of a program, for whoever may. */
export function limitsButton(reader: Reader, programId: string): Button {
  return button(programIds.limits, textsFor(limitTexts, reader).open, { value: programId });
}

const en = {
  open: "Who decides up to what…",
  title: "Who decides up to what",
  save: "Save",
  close: "Cancel",
  how: "A request that names an amount or days of delay goes to whoever decides that much, at the top to the committee. Left empty: no limit.",
  currency: "Currency",
  currencyHint: "Three letters, such as EUR.",
  leadAmount: "The lead decides up to this amount",
  leadDays: "The lead decides up to so many days of delay",
  sponsorAmount: "The sponsor decides up to this amount",
  sponsorDays: "The sponsor decides up to so many days of delay",
  noCurrency: "Enter the three letters of a currency, such as EUR.",
  currencyMissing: "Say in which currency the amounts are, such as EUR.",
  noAmount: "Enter an amount, such as 5,000.",
  twoReadings: (readings: string[]) => `Is it ${readings.join(" or ")}? Write it without separators.`,
  noDays: "Enter whole days, at most 999.",
  order: "The sponsor has a limit, so the lead needs one too, no higher than that.",
  none: "No limits: each request goes to the level above whoever asks.",
};

const fr: typeof en = {
  open: "Limites de décision…",
  title: "Limites de décision",
  save: "Enregistrer",
  close: "Annuler",
  how: "Une demande qui indique un montant ou un retard est adressée à la personne qui peut en décider, en dernier lieu au comité. Champ vide\u00a0: sans limite.",
  currency: "Devise",
  currencyHint: "Trois lettres, comme EUR.",
  leadAmount: "Montant maximal décidé par le responsable",
  leadDays: "Retard maximal décidé par le responsable (en jours)",
  sponsorAmount: "Montant maximal décidé par le sponsor",
  sponsorDays: "Retard maximal décidé par le sponsor (en jours)",
  noCurrency: "Saisissez les trois lettres d’une devise, comme EUR.",
  currencyMissing: "Indiquez la devise des montants, comme EUR.",
  noAmount: "Saisissez un montant, comme 5\u202f000.",
  twoReadings: (readings) => `Est-ce ${readings.join(" ou ")}\u00a0? Écrivez-le sans séparateur.`,
  noDays: "Saisissez un nombre entier de jours, 999 au plus.",
  order: "Le sponsor a une limite\u00a0: il en faut une au responsable, pas plus élevée.",
  none: "Sans limite\u00a0: chaque demande va au niveau supérieur à celui du demandeur.",
};

const limitTexts = { en, fr };
