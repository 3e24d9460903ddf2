/** Where one writes: Enter sends, a slash brings the commands; the app's shortcuts are in a menu beside it. */

import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { useShared } from "./shared.ts";
import { shortcutItems } from "./shortcut-items.ts";
import { slackSentence } from "./words.ts";

interface ComposerProps {
  channel: string;
  thread: string | null;
  placeholder: string;
}

export function Composer({ channel, thread, placeholder }: ComposerProps) {
  const { start, words, act } = useShared();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [isHintClosed, setIsHintClosed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // Slack takes commands in conversations, not in threads.
  const hints = thread === null && !isHintClosed ? hintsFor(start.commands, text) : [];
  const active = Math.min(at, hints.length - 1);

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
  }, [text]);

  const send = async () => {
    if (text.trim() === "") return;
    setFailure(null);
    const isCommand = thread === null && text.startsWith("/");
    const sent = text;
    setText("");
    const answer = await act(
      isCommand ? { do: "command", channel, text: sent } : { do: "say", channel, text: sent, thread },
    );
    if (answer.failed === undefined) return;
    setFailure(answer.failed);
    setText((typed) => (typed === "" ? sent : typed));
  };
  const complete = (completion: string) => {
    setText(completion);
    setAt(0);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const hint = hints[active];
    if (hint && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setAt((active + (event.key === "ArrowDown" ? 1 : -1) + hints.length) % hints.length);
    } else if (hint && event.key === "Escape") {
      event.preventDefault();
      setIsHintClosed(true);
    } else if (hint && event.key === "Tab" && !event.shiftKey && hint.completion !== text) {
      event.preventDefault();
      complete(hint.completion);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (hint && hint.completion.trimEnd() !== text.trimEnd() && !hint.completion.startsWith(`${text.trimEnd()} `))
        complete(hint.completion);
      else void send();
    }
  };
  const runShortcut = async (callbackId: string) => {
    setFailure(null);
    const { failed } = await act({ do: "shortcut", callbackId });
    if (failed !== undefined) setFailure(failed);
  };
  const shortcuts = shortcutItems(start, "global", (callbackId) => void runShortcut(callbackId));
  const id = thread === null ? "composer" : "composer-thread";
  return html`<div class="composer">
    ${failure !== null && html`<div class="failure" role="alert"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</div>`}
    ${
      hints.length > 0 &&
      html`<ul class="hints" id=${`${id}-hints`} role="listbox" aria-label=${words.commandsHeading}>
        ${hints.map(
          (hint, index) => html`<li
            id=${`${id}-hint-${index}`} key=${hint.completion} role="option" aria-selected=${index === active}
            class=${index === active ? "active" : ""} onPointerDown=${(event: Event) => event.preventDefault()}
            onClick=${() => complete(hint.completion)}
          ><strong>${hint.name}</strong> <span class="usage">${hint.usage}</span><span class="description">${hint.description}</span></li>`,
        )}
      </ul>`
    }
    <div class="composer-box">
      <textarea
        ref=${field} id=${id} rows="1" value=${text} placeholder=${placeholder} aria-label=${placeholder}
        aria-describedby=${`${id}-help`} aria-autocomplete="list"
        aria-controls=${hints.length > 0 ? `${id}-hints` : undefined}
        aria-activedescendant=${hints.length > 0 ? `${id}-hint-${active}` : undefined}
        onInput=${(event: { currentTarget: HTMLTextAreaElement }) => {
          setText(event.currentTarget.value);
          setIsHintClosed(false);
          setFailure(null);
        }}
        onKeyDown=${onKeyDown}
      ></textarea>
      <div class="composer-foot">
        ${
          shortcuts.length > 0 &&
          html`<${MenuButton} label=${words.shortcuts} items=${shortcuts} class="icon-button"><${Icon} name="bolt" size=${18} /><//>`
        }
        <span id=${`${id}-help`} class="composer-help">${words.sendHint}</span>
        <button type="button" class="send" aria-label=${words.send} title=${words.send}
          aria-disabled=${text.trim() === ""} onClick=${() => void send()}><${Icon} name="send" size=${18} /></button>
      </div>
    </div>
  </div>`;
}

interface Hint {
  name: string;
  usage: string;
  description: string;
  /** The line after choosing it. */
  completion: string;
}

/** The commands that begin like this; after a command its first words, as its usage hint lists them: `[a|b|c]`. */
export function hintsFor(commands: { command: string; description: string; usage: string }[], text: string): Hint[] {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const [typed = "", ...rest] = text.split(" ");
  if (rest.length === 0)
    return commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, usage, description }) => ({ name: command, usage, description, completion: `${command} ` }));
  const known = commands.find(({ command }) => command === typed);
  const [word = "", ...more] = rest;
  if (!known || more.length > 0) return [];
  return (/\[([^\]]+)\]/.exec(known.usage)?.[1] ?? "")
    .split("|")
    .filter((each) => each !== "" && each.startsWith(word))
    .map((each) => ({
      name: `${known.command} ${each}`,
      usage: "",
      description: "",
      completion: `${known.command} ${each}`,
    }));
}
