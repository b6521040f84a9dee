import { linearFit, median } from '../../bench/measure/statistics';

describe('median', () => {
  test('is the middle of the sorted values', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test('of an even number is the mean of the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('leaves its values as they are', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test('of nothing is an error', () => {
    expect(() => median([])).toThrow('at least one value');
  });
});

describe('linearFit', () => {
  test('finds the line that points lie on', () => {
    const { slope, intercept, rSquared } = linearFit([[1, 5], [10, 23], [100, 203]]);
    expect(slope).toBeCloseTo(2);
    expect(intercept).toBeCloseTo(3);
    expect(rSquared).toBeCloseTo(1);
  });

  test('says that a parabola is no line', () => {
    expect(linearFit([1, 10, 25, 50, 100].map((x) => [x, x * x])).rSquared).toBeLessThan(0.95);
  });

  test('of a level line explains all of it', () => {
    expect(linearFit([[1, 7], [2, 7]])).toEqual({ slope: 0, intercept: 7, rSquared: 1 });
  });
});
