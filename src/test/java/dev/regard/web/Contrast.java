package dev.regard.web;

import com.microsoft.playwright.Locator;

/** How well words stand out from what is behind them, as WCAG 2 reckons: 1 for not at all, 21 for black on white. */
final class Contrast {

    private static final String LEAST = """
            (element) => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
              const context = canvas.getContext('2d', { willReadFrequently: true });
              const paint = (colours) => {
                context.clearRect(0, 0, 1, 1);
                colours.forEach((colour) => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); });
                return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
              };
              const light = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
              const luminance = (rgb) => rgb.map((value) => light(value / 255)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
              const behind = (at) => (at ? [...behind(at.parentElement), getComputedStyle(at).backgroundColor] : ['white']);
              const ratio = (at) => {
                const ground = behind(at);
                const both = [luminance(paint(ground)), luminance(paint([...ground, getComputedStyle(at).color]))];
                return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
              };
              const worded = [...element.querySelectorAll('*')].filter((at) => [...at.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
              return String(Math.min(...worded.map(ratio)));
            }
            """;

    private Contrast() {}

    /** The least contrast of any words within an element. */
    static double least(Locator element) {
        return Double.parseDouble((String) element.evaluate(LEAST));
    }
}
