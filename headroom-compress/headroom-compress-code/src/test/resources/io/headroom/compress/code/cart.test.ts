const { test } = require("x");
import { a } from './a';

describe("cart", () => {
  const re = /["'{]/g;

  beforeEach(() => {
    reset();
  });

  it("adds", async () => {
    const cart = make();
    cart.add(`a ${b ? `{${c}` : "}"} `);
    cart.add(2);
    cart.add(3);
    cart.add(4);
    cart.add(5);
    expect(cart.size / 2).toBe(4 / 2);
  });

  it("fails", function () {
    const cart = make();
    cart.add(1);
    cart.add(2);
    cart.add(3);
    cart.add(4);
    cart.add(5);
    cart.add(6);
  });
});

module.exports = function (a) {
  return (
    a +
    1 +
    2 +
    3 +
    4
  );
};

export default class Cart extends Base {
  #items = [];

  constructor(a) {
    super(a);
    this.a = a;
    this.b = a;
    this.c = a;
    this.d = a;
    this.e = a;
  }

  get size(): { n: number } {
    let n = 0;
    for (const i of this.items) {
      n += i;
      n += i;
      n += i;
    }
    return { n };
  }
}

export const total = async (cart: Cart, rates: Record<string, number>): Promise<number> => {
  let sum = 0;
  for (const item of cart.items) {
    const rate = rates[item.currency] ?? 1;
    sum += item.amount * rate;
    log(`added ${item.name} for ${item.amount} ${item.currency}`);
  }
  await journal.write(sum);
  return Math.round(sum * 100) / 100;
};

export interface Row {
  readonly id: string;
  readonly amount: number;
  readonly at: string;
}
