/** Menus behind three dots. */
import type { Button, Overflow, StaticSelect } from "@slack/types";
import { z } from "zod";
import { button, menu, option, overflow } from "./blocks.ts";
import { type Listening, onPress, type Press } from "./listening.ts";

/** A menu each of whose options says what is to be done, and about what. It writes their values, and reads them. */
export class Menu<Choice extends string> {
  readonly #actionId: string;
  readonly #chosen: z.ZodType<{ choice: Choice; about: string }>;

  constructor(actionId: string, choice: z.ZodType<Choice>) {
    this.#actionId = actionId;
    this.#chosen = z.object({ choice, about: z.string() });
  }

  /** `labels`: of the choices that are offered, in this order. */
  overflow(about: string, labels: { [Offered in Choice]?: string }): Overflow {
    const offered = new Map<string, string>(Object.entries(labels));
    return overflow(
      this.#actionId,
      [...offered].map(([choice, label]) => option(`${choice}:${about}`, label)),
    );
  }

  /** Of choices about different things; in a list that begins with `placeholder` where they are many. */
  of(
    choices: readonly { choice: Choice; about: string; label: string }[],
    placeholder: string,
  ): Overflow | StaticSelect | undefined {
    return menu(
      this.#actionId,
      choices.map(({ choice, about, label }) => option(`${choice}:${about}`, label)),
      placeholder,
    );
  }

  /** Of a button that does what one of the options does. */
  button(choice: Choice, about: string, label: string, options: { primary?: boolean } = {}): Button {
    return button(this.#actionId, label, { ...options, value: `${choice}:${about}` });
  }

  listen<Actor>(
    listening: Listening<Actor>,
    handle: (press: Press<Actor>, choice: Choice, about: string) => Promise<void>,
  ): void {
    onPress(listening, this.#actionId, (press) => {
      const [choice, ...about] = press.value.split(":");
      const chosen = this.#chosen.parse({ choice, about: about.join(":") });
      return handle(press, chosen.choice, chosen.about);
    });
  }
}
