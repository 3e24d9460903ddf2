/** Up to which amount and how many days of delay the lead and the sponsor of a program decide; above that its committee. Pure. */
import { z } from "zod";
import { compareDecimals, decimalWithUnit } from "../platform/texts/decimals.ts";
import { list, number, plural, type Reader, textsFor } from "../platform/texts/language.ts";

/** Of a program. */
interface LimitColumns {
  limit_currency: string | null;
  lead_limit_amount: string | null;
  lead_limit_days: number | null;
  sponsor_limit_amount: string | null;
  sponsor_limit_days: number | null;
}

export const NO_LIMITS: LimitColumns = {
  limit_currency: null,
  lead_limit_amount: null,
  lead_limit_days: null,
  sponsor_limit_amount: null,
  sponsor_limit_days: null,
};

/** Null: without limit. The amount is exact decimal text. */
export interface DecisionLimit {
  amount: string | null;
  days: number | null;
}

export interface DecisionLimits {
  /** ISO 4217; empty where none was chosen. */
  currency: string;
  lead: DecisionLimit;
  sponsor: DecisionLimit;
}

export function decisionLimitsOf(program: LimitColumns): DecisionLimits {
  return {
    currency: program.limit_currency ?? "",
    lead: { amount: program.lead_limit_amount, days: program.lead_limit_days },
    sponsor: { amount: program.sponsor_limit_amount, days: program.sponsor_limit_days },
  };
}

/** The same as they are stored. */
export function limitColumns({ currency, lead, sponsor }: DecisionLimits): LimitColumns {
  return {
    limit_currency: currency || null,
    lead_limit_amount: lead.amount,
    lead_limit_days: lead.days,
    sponsor_limit_amount: sponsor.amount,
    sponsor_limit_days: sponsor.days,
  };
}

export const MOST_DAYS_OF_DELAY = 999;

/** What a request asks for; without a currency the one of the program is meant. `days`: of delay. */
export const askedForSchema = z.strictObject({
  amount: z.string().optional(),
  currency: z.string().optional(),
  days: z.int().optional(),
});
export type AskedFor = z.infer<typeof askedForSchema>;

export function isAskedAlike(one: AskedFor, other: AskedFor): boolean {
  return one.amount === other.amount && one.currency === other.currency && one.days === other.days;
}

/** An amount in another currency cannot be held against a limit, so it is within none. */
export function isWithin({ currency, ...limits }: DecisionLimits, level: "lead" | "sponsor", asked: AskedFor): boolean {
  const { amount, days } = limits[level];
  if (days !== null && asked.days !== undefined && asked.days > days) return false;
  if (amount === null || asked.amount === undefined) return true;
  return (asked.currency ?? currency) === currency && compareDecimals(asked.amount, amount) <= 0;
}

/** Where somebody below has no limit, or a higher one, whoever is above them would decide less. */
export function isInOrder({ lead, sponsor }: DecisionLimits): boolean {
  return [
    sponsor.amount === null || (lead.amount !== null && compareDecimals(lead.amount, sponsor.amount) <= 0),
    sponsor.days === null || (lead.days !== null && lead.days <= sponsor.days),
  ].every(Boolean);
}

/** “60,000 EUR and 5 days of delay”; empty where nothing is asked for, or there is no limit. */
export function amountAndDays(
  reader: Pick<Reader, "locale">,
  { amount = null, days = null }: { amount?: string | null | undefined; days?: number | null | undefined },
  currency: string,
): string {
  const { ofDelay } = textsFor(limitTexts, reader);
  const parts = [
    ...(amount === null ? [] : [decimalWithUnit(reader, amount, currency)]),
    ...(days === null ? [] : [ofDelay(reader, days)]),
  ];
  return list(reader, parts);
}

/** “The lead decides up to 5,000 EUR. The sponsor decides up to 50,000 EUR.” Null: no limit is set. */
export function limitsInWords(reader: Pick<Reader, "locale">, { currency, lead, sponsor }: DecisionLimits) {
  const texts = textsFor(limitTexts, reader);
  const [ofLead, ofSponsor] = [lead, sponsor].map((limit) => amountAndDays(reader, limit, currency));
  if (!ofLead) return null;
  return ofSponsor ? `${texts.lead(ofLead)} ${texts.sponsor(ofSponsor)}` : texts.lead(ofLead);
}

const en = {
  ofDelay: (reader: Pick<Reader, "locale">, days: number) =>
    days === 0 ? "no delay" : `${number(reader, days)} ${plural("en", days, "day", "days")} of delay`,
  lead: (limit: string) => `The lead decides up to ${limit}.`,
  sponsor: (limit: string) => `The sponsor decides up to ${limit}.`,
};

const fr: typeof en = {
  ofDelay: (reader, days) =>
    days === 0 ? "aucun retard" : `${number(reader, days)}\u00a0${plural("fr", days, "jour", "jours")} de retard`,
  lead: (limit) => `Limite de décision du responsable\u00a0: ${limit}.`,
  sponsor: (limit) => `Limite de décision du sponsor\u00a0: ${limit}.`,
};

const limitTexts = { en, fr };
