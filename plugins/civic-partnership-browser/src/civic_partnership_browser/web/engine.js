"use strict";
// The engine of the page: starts the worker with all that the page holds, and asks it.

/** Python in a worker; every answer is an object, and only one with `error: {da, en}` tells of a failure. */
class Engine {
  #worker = null;
  #waiting = new Map(); // number of a question -> the function that takes its answer
  #number = 0;
  #onProgress = () => {};

  /**
   * Start Python; return null, or an answer with an error.
   *
   * @param {function({fraction: number, label: {da: string, en: string}}): void} onProgress is told how far it is.
   */
  async start(onProgress) {
    this.#onProgress = onProgress ?? this.#onProgress;
    if (document.readyState === "loading") {
      await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
    }
    const parts = {};
    let program = "";
    for (const element of document.querySelectorAll("script[data-part]")) {
      if (element.dataset.part === "worker.js") {
        program = atob(element.textContent);
      } else {
        parts[element.dataset.part] = element.textContent;
      }
      element.remove();
    }
    const bytes = Uint8Array.from(program, (letter) => letter.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    try {
      this.#worker = new Worker(url);
    } catch (error) {
      return this.#failure(error.name);
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.stop("Worker");
    };
    return this.#ask({ parts });
  }

  /**
   * Call a method of the checker, as `checker.py` describes them.
   *
   * @param {string} method such as `check`.
   * @param {object} given its arguments by name; bytes are a Uint8Array.
   */
  async call(method, given = {}) {
    return this.#worker ? this.#ask({ method, arguments: given }) : this.#failure("stopped");
  }

  /** Stop the worker, and with it forget all files; whoever waits for an answer gets an error. */
  stop(reason = "stopped") {
    this.#worker?.terminate();
    this.#worker = null;
    for (const take of this.#waiting.values()) {
      take(this.#failure(reason));
    }
    this.#waiting.clear();
  }

  #ask(question) {
    const id = ++this.#number;
    return new Promise((take) => {
      this.#waiting.set(id, take);
      this.#worker.postMessage({ id, ...question });
    });
  }

  #receive(data) {
    if (data.progress) {
      this.#onProgress(data.progress);
      return;
    }
    this.#waiting.get(data.id)?.(data.failure ? this.#failure(data.failure) : data.result);
    this.#waiting.delete(data.id);
  }

  #failure(reason) {
    return {
      error: {
        da: `Programmet kan ikke køre her (${reason}). Luk siden, og åbn den igen i en ny udgave af browseren.`,
        en: `The program cannot run here (${reason}). Close the page, and open it again in a recent browser.`,
      },
    };
  }
}
