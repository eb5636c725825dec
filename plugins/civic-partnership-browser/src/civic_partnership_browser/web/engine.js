"use strict";
// The engine of the page: starts the worker with all that the page holds, and asks it.

/** Python in a worker; every answer is an object, and only one with `error: {da, en}` tells of a failure. */
class Engine {
  #program = null; // the address of the worker's program
  #parts = {}; // what the page holds; it is kept, so that Python can be started anew
  #worker = null;
  #started = null; // a promise: null once Python runs, or an answer with an error
  #isRunning = false;
  #waiting = new Map(); // number of a question -> the function that takes its answer
  #number = 0;
  #onProgress = () => {};

  /**
   * Start Python; return null, or an answer with an error.
   *
   * @param {function({fraction: number, label: {da: string, en: string}}): void} onProgress is told how far it is.
   */
  start(onProgress) {
    this.#onProgress = onProgress;
    for (const element of document.querySelectorAll("script[data-part]")) {
      this.#parts[element.dataset.part] = element.textContent;
      element.remove();
    }
    const bytes = Uint8Array.from(atob(this.#parts["worker.js"]), (letter) => letter.charCodeAt(0));
    this.#program = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    delete this.#parts["worker.js"];
    this.#started = this.#launch();
    return this.#started;
  }

  /**
   * Call a method of the checker, as `checker.py` describes them.
   *
   * @param {string} method such as `check`.
   * @param {object} given its arguments by name; bytes are a Uint8Array.
   */
  async call(method, given = {}) {
    return (await this.#started) ?? this.#ask({ method, arguments: given });
  }

  async #launch() {
    try {
      this.#worker = new Worker(this.#program);
    } catch (error) {
      return makeStartError(error.name);
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#breakDown("Worker");
    };
    const failure = await this.#ask({ parts: this.#parts });
    this.#isRunning = failure === null;
    return failure;
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
    } else if (data.failure) {
      this.#breakDown(data.failure);
    } else {
      this.#waiting.get(data.id)?.(data.result);
      this.#waiting.delete(data.id);
    }
  }

  /** Give an error to whoever waits, and start Python anew if it ran: what is left of it cannot be trusted. */
  #breakDown(reason) {
    this.#worker.terminate();
    const answer = this.#isRunning ? makeCrashError(reason) : makeStartError(reason);
    for (const take of this.#waiting.values()) take(answer);
    this.#waiting.clear();
    if (this.#isRunning) {
      this.#isRunning = false;
      this.#started = this.#launch();
    }
  }
}

function makeStartError(reason) {
  return {
    error: {
      da: `Programmet kan ikke køre her (${reason}). Luk siden, og åbn den igen i en ny udgave af browseren.`,
      en: `The program cannot run here (${reason}). Close the page, and open it again in a recent browser.`,
    },
  };
}

function makeCrashError(reason) {
  return {
    error: {
      da:
        `Programmet brød sammen (${reason}) og begynder forfra. Vælg filerne igen, men ikke en, der er usædvanlig ` +
        "stor eller har tusinder af niveauer i hinanden.",
      en:
        `The program broke down (${reason}) and begins anew. Choose the files again, but none that is unusually large ` +
        "or has thousands of levels in each other.",
    },
  };
}
