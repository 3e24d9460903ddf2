/** Up to which amount and how many days of delay the lead and the sponsor of a program decide; above that its committee. Pure. */
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

/** What a request asks for. */
export interface AskedFor {
  amount?: string | undefined;
  /** Of delay. */
  days?: number | undefined;
}

export function isWithin({ amount, days }: DecisionLimit, asked: AskedFor): boolean {
  const hasRoom = amount === null || asked.amount === undefined || compareDecimals(asked.amount, amount) <= 0;
  return hasRoom && (days === null || asked.days === undefined || asked.days <= days);
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
  { amount, days }: { amount?: string | null | undefined; days?: number | null | undefined },
  currency: string,
): string {
  const { ofDelay } = textsFor(limitTexts, reader);
  const parts = [
    ...(amount ? [decimalWithUnit(reader, amount, currency)] : []),
    ...(days ? [ofDelay(reader, days)] : []),
  ];
  return list(reader, parts);
}

/** “The lead decides up to 5,000 EUR, the sponsor up to 50,000 EUR, the committee what is above.” Null: no limit is set. */
export function limitsInWords(reader: Pick<Reader, "locale">, { currency, lead, sponsor }: DecisionLimits) {
  const texts = textsFor(limitTexts, reader);
  const [ofLead, ofSponsor] = [lead, sponsor].map((limit) => amountAndDays(reader, limit, currency));
  if (!ofLead) return null;
  return ofSponsor ? texts.both(ofLead, ofSponsor) : texts.leadAlone(ofLead);
}

const en = {
  ofDelay: (reader: Pick<Reader, "locale">, days: number) =>
    `${number(reader, days)} ${plural("en", days, "day", "days")} of delay`,
  both: (lead: string, sponsor: string) =>
    `The lead decides up to ${lead}, the sponsor up to ${sponsor}, the committee what is above.`,
  leadAlone: (lead: string) => `The lead decides up to ${lead}, the sponsor what is above.`,
};

const fr: typeof en = {
  ofDelay: (reader, days) => `${number(reader, days)}\u00a0${plural("fr", days, "jour", "jours")} de retard`,
  both: (lead, sponsor) => `Le responsable décide jusqu’à ${lead}, le sponsor jusqu’à ${sponsor}, le comité au-delà.`,
  leadAlone: (lead) => `Le responsable décide jusqu’à ${lead}, le sponsor au-delà.`,
};

const limitTexts = { en, fr };
