/** Menus behind three dots. */
import type { Button, Overflow, StaticSelect } from "@slack/types";
import { z } from "zod";
import { button, menu, option, overflow } from "./blocks.ts";
import { type Listening, onPress, type Press } from "./listening.ts";

/** A menu of choices about a subject: writes and reads the values of its options. */
export class Menu<Choice extends string> {
  readonly #actionId: string;
  readonly #chosen: z.ZodType<{ choice: Choice; about: string }>;

  constructor(actionId: string, choice: z.ZodType<Choice>) {
    this.#actionId = actionId;
    this.#chosen = z.object({ choice, about: z.string() });
  }

  /** `labels`: of offered choices, in order. */
  overflow(about: string, labels: { [Offered in Choice]?: string }): Overflow {
    const offered = new Map<string, string>(Object.entries(labels));
    return overflow(
      this.#actionId,
      [...offered].map(([choice, label]) => option(`${choice}:${about}`, label)),
    );
  }

  /** A menu of choices about several subjects; a select with `placeholder` if they are many. */
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

  /** A button for one of the choices. */
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
