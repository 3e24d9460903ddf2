/** The form of an item: the fields of all, then those of its type; and what was filled in. */
import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { actions, button, context, escapeMrkdwn, option, plain, plainSection } from "../platform/slack/blocks.ts";
import { dateField, type Filled, personField, radioField, selectField, textField } from "../platform/slack/fields.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import { linesOf } from "../platform/texts/display.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { ASK_KINDS, RISK_RESPONSES, SEVERITIES, type TypedDetails } from "./details.ts";
import { itemIds } from "./ids.ts";
import { LONGEST_TITLE } from "./rules.ts";
import { ITEM_TYPES, type ItemType } from "./table.ts";
import { type RegisterTexts, registerTexts } from "./texts.ts";

/** What the form is for: it travels with it. */
export const itemFormState = z.strictObject({
  mode: z.enum(["new", "ask", "change", "supersede", "reverse"]),
  type: z.enum(ITEM_TYPES),
  /** The type was said before: by the command, the item, the decision. */
  isTypeFixed: z.boolean(),
  /** Of the one that is changed, superseded or reversed, as it was read. */
  item: z.strictObject({ id: z.string(), revision: z.number().int() }).nullable(),
  /** What it comes from; null: from this form. */
  sourceKey: z.string().nullable(),
  permalink: z.string().nullable(),
  /** The item's own view lies below and is to be shown anew. */
  isOverItem: z.boolean(),
});
export type ItemFormState = z.infer<typeof itemFormState>;

/** What stands in the fields. */
export interface ItemFields {
  programId: string | null;
  title: string;
  description: string;
  /** Slack user id. */
  owner: string | null;
  dueOn: LocalDate | null;
  typed: TypedDetails;
}

export interface ItemFormInput {
  reader: Reader;
  state: ItemFormState;
  fields: ItemFields;
  title: string;
  /** To choose among; with an item there is none to choose. */
  programs: readonly { id: string; title: string }[];
  /** Above the fields: our own sentences. */
  notes: readonly string[];
  /** One that may be the same: `LOY-R-4 · title`. */
  likely: { id: string; code: string; title: string } | null;
}

export function itemForm({ reader, state, fields, title, programs, notes, likely }: ItemFormInput): ModalView {
  const texts = textsFor(registerTexts, reader);
  const { field } = texts;
  const type = fields.typed.type;
  const blocks: (KnownBlock | false)[] = [
    ...notes.map((note) => context(escapeMrkdwn(note))),
    likely !== null && plainSection(texts.form.sameAs(`${likely.code} · ${likely.title}`)),
    likely !== null &&
      actions(
        "register.same",
        button(itemIds.same, texts.form.same(likely.code), {
          value: JSON.stringify({ item: state.item?.id ?? "", kept: likely.id } satisfies SameValue),
        }),
      ),
    !state.isTypeFixed &&
      selectField("type", field.type, optionsOf(ITEM_TYPES, texts.type), { initial: type, actionId: itemIds.type }),
    state.item === null &&
      selectField(
        "program",
        field.program,
        programs.slice(0, ELEMENT_LIMITS.selectOptions).map((one) => option(one.id, one.title)),
        { initial: fields.programId ?? undefined },
      ),
    textField("title", type === "ask" ? field.question : field.title, {
      initial: fields.title,
      max: LONGEST_TITLE,
      ...(type === "ask" && { hint: field.questionHint }),
    }),
    textField("description", field.description, { initial: fields.description, isLong: true, isOptional: true }),
    personField("owner", ownerLabel(type, field), {
      initial: fields.owner ?? undefined,
      hint: type === "ask" ? field.deciderHint : type === "decision" ? undefined : field.ownerHint,
      isOptional: type === "ask",
    }),
    dateField("due", dueLabel(type, field), { initial: fields.dueOn, isOptional: type === "decision" }),
    ...typeFields(fields.typed, texts),
    context(texts.form.whoReads),
  ];
  return {
    type: "modal",
    callback_id: itemIds.form,
    title: plain(title),
    submit: plain(state.mode === "change" ? texts.form.save : texts.form.add),
    close: plain(texts.form.cancel),
    private_metadata: JSON.stringify(state satisfies ItemFormState),
    blocks: blocks.filter((block) => block !== false),
  };
}

/** Of the button that says that one is the same as another. */
export const sameValue = z.strictObject({ item: z.string(), kept: z.string() });
export type SameValue = z.infer<typeof sameValue>;

function ownerLabel(type: ItemType, field: RegisterTexts["field"]): string {
  return type === "ask" ? field.decider : type === "decision" ? field.whoDecided : field.owner;
}

function dueLabel(type: ItemType, field: RegisterTexts["field"]): string {
  if (type === "ask") return field.neededBy;
  return type === "risk" || type === "assumption" || type === "decision" ? field.review : field.due;
}

const SCORES = ["1", "2", "3", "4", "5"];
const MOST_OPTIONS = 4;
const LONGEST_DETAIL = 3000;

function optionsOf<Value extends string>(values: readonly Value[], labels: Record<Value, string>): PlainTextOption[] {
  return values.map((value) => option(value, labels[value]));
}

function typeFields(typed: TypedDetails, texts: RegisterTexts): KnownBlock[] {
  const { field } = texts;
  const line = (id: string, label: string, initial: string | undefined, hint?: string) =>
    textField(id, label, { initial, hint, isOptional: true, max: LONGEST_DETAIL });
  const long = (id: string, label: string, initial: string | undefined, hint?: string) =>
    textField(id, label, { initial, hint, isOptional: true, isLong: true, max: LONGEST_DETAIL });
  const choice = (id: string, label: string, options: PlainTextOption[], initial: string | undefined) =>
    selectField(id, label, options, { initial, isOptional: true });
  const scores = SCORES.map((one) => option(one, one));
  const score = (id: string, label: string, initial: number | undefined) =>
    choice(id, label, scores, initial?.toString());
  const yesNo = (id: string, label: string, initial: boolean | undefined) =>
    radioField(id, label, [option("yes", field.yes), option("no", field.no)], {
      initial: initial === undefined ? undefined : initial ? "yes" : "no",
      isOptional: initial === undefined,
    });
  switch (typed.type) {
    case "risk":
      return [
        line("cause", field.cause, typed.details.cause, field.causeHint),
        line("effect", field.effect, typed.details.effect),
        score("probability", field.probability, typed.details.probability),
        score("impactScore", field.impactScore, typed.details.impact),
        choice("response", field.response, optionsOf(RISK_RESPONSES, texts.response), typed.details.response),
        line("nextAction", field.nextAction, typed.details.nextAction),
      ];
    case "assumption":
      return [
        line("validatedBy", field.validatedBy, typed.details.validatedBy),
        line("consequence", field.consequence, typed.details.consequence),
      ];
    case "issue":
      return [
        yesNo("blocks", field.blocks, typed.details.blocksWork),
        dateField("blockedSince", field.blockedSince, { initial: typed.details.blockedSince, isOptional: true }),
        line("whoCanUnblock", field.whoCanUnblock, typed.details.whoCanUnblock),
        choice("severity", field.severity, optionsOf(SEVERITIES, texts.severity), typed.details.severity),
        line("impact", field.impact, typed.details.impact),
        line("nextAction", field.nextAction, typed.details.nextAction),
      ];
    case "dependency":
      return [
        line("giver", field.giver, typed.details.giver),
        line("receiver", field.receiver, typed.details.receiver),
        yesNo("agreed", field.agreed, typed.details.agreed),
      ];
    case "decision":
      return [
        long("rationale", field.rationale, typed.details.rationale),
        long("context", field.context, typed.details.context),
        long("options", field.options, typed.details.options?.join("\n"), field.optionsHint),
        line("consulted", field.consulted, typed.details.consulted),
        line("expectedOutcome", field.expectedOutcome, typed.details.expectedOutcome),
        dateField("decidedOn", field.decidedOn, { initial: typed.details.decidedOn, isOptional: true }),
      ];
    case "ask":
      return [
        selectField("kind", field.kind, optionsOf(ASK_KINDS, texts.kind), { initial: typed.details.kind }),
        line("costOfWaiting", field.costOfWaiting, typed.details.costOfWaiting, field.costHint),
        line("evidence", field.evidence, typed.details.evidence),
      ];
    case "action":
      return [];
  }
}

/** What stands in the form, as far as it can be shown again; of a type that was just chosen what both types ask. */
export function fieldsIn(filled: Filled, before: TypedDetails): ItemFields {
  return {
    programId: filled.option("program"),
    title: filled.text("title"),
    description: filled.text("description"),
    owner: filled.person("owner"),
    dueOn: filled.date("due"),
    typed: detailsIn(filled, before),
  };
}

/** Errors by field; empty where the form can be taken. `today`: of the person. `dueBefore`: a date that stood there. */
export function errorsIn(
  filled: Filled,
  { reader, today, dueBefore, type }: { reader: Reader; today: LocalDate; dueBefore: LocalDate | null; type: ItemType },
): Record<string, string> {
  const { error } = textsFor(registerTexts, reader);
  const errors: Record<string, string> = {};
  if (filled.text("title") === "") errors.title = error.required;
  const due = filled.date("due");
  if (due !== null && due !== dueBefore && due < today) errors.due = error.past;
  const options = linesOf(filled.text("options"));
  if (type === "decision" && options.length > MOST_OPTIONS) errors.options = error.options;
  else if (options.some((one) => one.length > LONGEST_DETAIL)) errors.options = error.optionLong;
  for (const id of ["blockedSince", "decidedOn"]) {
    const date = filled.date(id);
    if (date !== null && date > today) errors[id] = error.future;
  }
  return errors;
}

/** What the form does not ask stays as it was. */
function detailsIn(filled: Filled, before: TypedDetails): TypedDetails {
  const text = <Key extends string>(key: Key, id: string = key) => {
    const typed = filled.text(id);
    return typed === "" ? {} : { [key]: typed };
  };
  const score = (id: string) => {
    const chosen = filled.option(id);
    return chosen === null ? undefined : Number(chosen);
  };
  const among = <Value extends string>(values: readonly Value[], id: string) =>
    values.find((value) => value === filled.option(id));
  switch (before.type) {
    case "risk": {
      const [probability, impact, response] = [
        score("probability"),
        score("impactScore"),
        among(RISK_RESPONSES, "response"),
      ];
      return {
        type: "risk",
        details: {
          ...text("cause"),
          ...text("effect"),
          ...(probability !== undefined && { probability }),
          ...(impact !== undefined && { impact }),
          ...(response && { response }),
          ...text("nextAction"),
        },
      };
    }
    case "assumption":
      return { type: "assumption", details: { ...text("validatedBy"), ...text("consequence") } };
    case "issue": {
      const severity = among(SEVERITIES, "severity");
      const blockedSince = filled.date("blockedSince");
      return {
        type: "issue",
        details: {
          blocksWork: filled.option("blocks") === "yes",
          ...(blockedSince !== null && { blockedSince }),
          ...(before.details.stillUntil !== undefined && { stillUntil: before.details.stillUntil }),
          ...(severity && { severity }),
          ...text("impact"),
          ...text("whoCanUnblock"),
          ...text("nextAction"),
        },
      };
    }
    case "dependency": {
      const agreed = filled.option("agreed");
      return {
        type: "dependency",
        details: { ...text("giver"), ...text("receiver"), ...(agreed !== null && { agreed: agreed === "yes" }) },
      };
    }
    case "decision": {
      const options = linesOf(filled.text("options")).slice(0, MOST_OPTIONS);
      const decidedOn = filled.date("decidedOn");
      return {
        type: "decision",
        details: {
          ...(before.details.askId !== undefined && { askId: before.details.askId }),
          ...text("rationale"),
          ...text("context"),
          ...(options.length > 0 && { options }),
          ...text("consulted"),
          ...text("expectedOutcome"),
          ...(decidedOn !== null && { decidedOn }),
        },
      };
    }
    case "ask": {
      const { costOfWaiting: _, evidence: __, ...kept } = before.details;
      const kind = among(ASK_KINDS, "kind") ?? before.details.kind;
      return { type: "ask", details: { ...kept, kind, ...text("costOfWaiting"), ...text("evidence") } };
    }
    case "action":
      return { type: "action", details: {} };
  }
}
