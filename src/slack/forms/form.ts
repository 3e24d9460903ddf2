/** A form from one list of fields: from it come the view, what was filled in with its types, and what is missing. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Reader } from "../../platform/texts/language.ts";
import { plain, shorten } from "../blocks.ts";
import { filledIn } from "../fields.ts";
import { VIEW_LIMITS } from "../limits.ts";
import { type Listening, onSubmit, type SubmitResult, type Submitted } from "../listening.ts";
import { type Content, elementOf } from "./fields.ts";

export interface FormView<State, Shape extends z.ZodRawShape> {
  state: State;
  title: string;
  submit: string;
  /** Left out: in Slack's word. */
  close?: string;
  /** Null: not shown to this reader; only what is optional can be left out. */
  fields: { [Name in keyof Shape]: Content | null };
  above?: readonly KnownBlock[];
  below?: readonly KnownBlock[];
}

export interface FilledForm<Actor, State, Filled> extends Omit<Submitted<Actor>, "privateMetadata" | "values"> {
  state: State;
  filled: Filled;
}

/** Of what a form shows: what it does not show, or what cannot be taken, is not there. */
export type ShownFields<Shape extends z.ZodRawShape> = z.output<
  z.ZodObject<{ [Name in keyof Shape]: z.ZodExactOptional<Shape[Name]> }>
>;

/**
 * `fields`: by name, which is their block's id, in the order in which they stand; of the kinds of `fields.ts`. `required`:
 * what is said at a field that has to be filled in, or is filled in wrongly, where there is one.
 */
export class Form<State, Shape extends z.ZodRawShape> {
  readonly #id: string;
  readonly #state: z.ZodType<State>;
  readonly #fields: z.ZodObject<Shape>;
  readonly #required: ((actor: Pick<Reader, "locale">, field: string) => string) | undefined;

  constructor(declared: {
    /** Its callback id. */
    id: string;
    /** Kept as JSON; of a form that keeps a text alone, or nothing, as that is. */
    state: z.ZodType<State>;
    fields: z.ZodObject<Shape>;
    /** Left out where every field is optional. */
    required?(actor: Pick<Reader, "locale">, field: string): string;
  }) {
    this.#id = declared.id;
    this.#state = declared.state;
    this.#fields = declared.fields;
    this.#required = declared.required;
  }

  view({ state, title, submit, close, fields, above = [], below = [] }: FormView<State, Shape>): ModalView {
    const contents = new Map<string, Content | null>(Object.entries(fields));
    const shown = Object.entries(this.#fields.shape).flatMap(([name, schema]) => {
      const words = contents.get(name);
      if (!words) return [];
      const id = words.turn === undefined ? name : `${name}:${words.turn}`;
      const block = elementOf(schema).block(id, words);
      return [...(words.before ?? []), words.isRequired ? { ...block, optional: false } : block];
    });
    return {
      type: "modal",
      callback_id: this.#id,
      private_metadata: typeof state === "string" ? state : JSON.stringify(state),
      title: plain(shorten(title, VIEW_LIMITS.title)),
      submit: plain(submit),
      ...(close && { close: plain(close) }),
      blocks: [...above, ...shown, ...below],
    };
  }

  /** What stands in an open form, complete or not. */
  opened({ privateMetadata, values }: Pick<Submitted<unknown>, "privateMetadata" | "values">): {
    state: State;
    filled: ShownFields<Shape>;
  } {
    const read = this.#read(values).filter(
      ({ isShown, schema, value }) => isShown && z.safeParse(schema, value).success,
    );
    const filled = Object.fromEntries(read.map(({ name, value }) => [name, value]));
    return { state: this.#stateIn(privateMetadata), filled: this.#fields.exactPartial().parse(filled) };
  }

  /** `handle` gets what was filled in once nothing is missing. */
  listen<Actor extends Pick<Reader, "locale">>(
    listening: Listening<Actor>,
    handle: (form: FilledForm<Actor, State, z.output<z.ZodObject<Shape>>>) => Promise<SubmitResult>,
  ): void {
    onSubmit(listening, this.#id, async ({ privateMetadata, values, ...submitted }) => {
      const state = this.#stateIn(privateMetadata);
      const filled = this.#fields.safeParse(
        Object.fromEntries(this.#read(values).map(({ name, value }) => [name, value])),
      );
      if (filled.success) return handle({ ...submitted, state, filled: filled.data });
      if (!this.#required) throw filled.error;
      const errors: Record<string, string> = {};
      for (const { path } of filled.error.issues) {
        const name = String(path[0]);
        errors[name] = this.#required(submitted.actor, name);
      }
      return { errors };
    });
  }

  /** Of a form that shows other fields as it is filled in: `handle` says itself what is missing, by field. */
  listenToShown<Actor>(
    listening: Listening<Actor>,
    handle: (form: FilledForm<Actor, State, ShownFields<Shape>>) => Promise<SubmitResult>,
  ): void {
    onSubmit(listening, this.#id, async ({ privateMetadata, values, ...submitted }) => {
      const result = await handle({ ...submitted, ...this.opened({ privateMetadata, values }) });
      if (!("errors" in result)) return result;
      const { blockIds } = filledIn(values);
      const atBlocks = Object.entries(result.errors).map(([name, error]) => [blockOf(name, blockIds) ?? name, error]);
      return { errors: Object.fromEntries(atBlocks) };
    });
  }

  #stateIn(privateMetadata: string): State {
    return this.#state.parse(this.#state instanceof z.ZodString ? privateMetadata : JSON.parse(privateMetadata));
  }

  #read(values: unknown) {
    const filled = filledIn(values);
    return Object.entries(this.#fields.shape).map(([name, schema]) => {
      const block = blockOf(name, filled.blockIds);
      return { name, schema, isShown: block !== undefined, value: elementOf(schema).read(filled, block ?? name) };
    });
  }
}

/** Of a field, whatever its turn. */
function blockOf(name: string, blockIds: readonly string[]): string | undefined {
  return blockIds.find((id) => id === name || id.startsWith(`${name}:`));
}

/** With these fields before the others: what somebody asked for by name. */
export function withFirst(view: ModalView, fields: readonly string[]): ModalView {
  const isFirst = ({ block_id: id }: { block_id?: string }) =>
    id !== undefined && fields.some((name) => id === name || id.startsWith(`${name}:`));
  const at = view.blocks.findIndex(({ type }) => type === "input");
  const [above, inputs] = [view.blocks.slice(0, Math.max(at, 0)), view.blocks.slice(Math.max(at, 0))];
  return { ...view, blocks: [...above, ...inputs.filter(isFirst), ...inputs.filter((block) => !isFirst(block))] };
}
