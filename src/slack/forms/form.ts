/** A form defined by its fields, which give the view, typed values and problems. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Reader } from "../../platform/texts/language.ts";
import { filledIn } from "../inputs.ts";
import { type Listening, onSubmit, type SubmitResult, type Submitted } from "../listening.ts";
import { modal } from "../modal.ts";
import { type Content, elementOf } from "./field-kinds.ts";

export interface FormView<State, Shape extends z.ZodRawShape> {
  state: State;
  title: string;
  submit: string;
  /** Default: Slack's word. */
  close?: string;
  /** Null hides an optional field. */
  fields: { [Name in keyof Shape]: Content | null };
  above?: readonly KnownBlock[];
  below?: readonly KnownBlock[];
}

export interface FilledForm<Actor, State, Filled> extends Omit<Submitted<Actor>, "privateMetadata" | "values"> {
  state: State;
  filled: Filled;
}

/** Values of the shown fields; hidden or invalid ones are absent. */
export type ShownFields<Shape extends z.ZodRawShape> = z.output<
  z.ZodObject<{ [Name in keyof Shape]: z.ZodExactOptional<Shape[Name]> }>
>;

/**
 * `fields`: kinds of `fields.ts` by name, which is the block id, in order. `required`: error of a missing or invalid
 * field, if there are required ones.
 */
export class Form<State, Shape extends z.ZodRawShape> {
  readonly #id: string;
  readonly #state: z.ZodType<State>;
  readonly #fields: z.ZodObject<Shape>;
  readonly #required: ((actor: Pick<Reader, "locale">, field: string) => string) | undefined;

  constructor(declared: {
    /** Callback id. */
    id: string;
    /** Stored as JSON; a plain text or nothing as it is. */
    state: z.ZodType<State>;
    fields: z.ZodObject<Shape>;
    /** Absent if all fields are optional. */
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
    return modal({
      callback_id: this.#id,
      private_metadata: typeof state === "string" ? state : JSON.stringify(state),
      // As on the button that opens it.
      title: title.replace(/…$/, ""),
      submit,
      close,
      blocks: [...above, ...shown, ...below],
    });
  }

  /** Values of an open form, complete or not. */
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

  /** Calls `handle` once nothing is missing. */
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

  /** For a form that changes its fields: `handle` returns missing fields itself. */
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

/** The block id of a field, whatever its turn. */
function blockOf(name: string, blockIds: readonly string[]): string | undefined {
  return blockIds.find((id) => id === name || id.startsWith(`${name}:`));
}

/** Moves these fields to the top. */
export function withFirst(view: ModalView, fields: readonly string[]): ModalView {
  const isFirst = ({ block_id: id }: { block_id?: string }) =>
    id !== undefined && fields.some((name) => id === name || id.startsWith(`${name}:`));
  const at = view.blocks.findIndex(({ type }) => type === "input");
  const above = view.blocks.slice(0, Math.max(at, 0));
  const inputs = view.blocks.slice(Math.max(at, 0));
  return { ...view, blocks: [...above, ...inputs.filter(isFirst), ...inputs.filter((block) => !isFirst(block))] };
}
