package dev.regard.runtime;

import org.jspecify.annotations.Nullable;

/** What the cells along one axis of a value look at. */
sealed interface Place {

    /** The axis is the height of a grid of cells. */
    record Rows(Field field) implements Place {}

    /** The axis is the width of a grid of cells. */
    record Columns(Field field) implements Place {}

    /**
     * The axis is a whole grid, row by row: the tokens of a transformer.
     *
     * @param rows    where they look
     * @param columns where they look
     * @param height  rows of the grid
     * @param width   columns of the grid
     * @param prefix  tokens before the grid that are no cells, such as a class token; negative where the grid lacks some
     */
    record Tokens(Field rows, Field columns, int height, int width, int prefix) implements Place {

        Tokens shifted(int tokens) {
            return new Tokens(rows, columns, height, width, prefix + tokens);
        }

        /** True where all cells are there, of {@code extent} tokens. */
        boolean isWholeIn(int extent) {
            return prefix >= 0 && prefix + height * width <= extent;
        }
    }

    /** True where the centres of the cells are the same. */
    default boolean isAt(Place other) {
        return switch (this) {
            case Rows mine -> other instanceof Rows rows && mine.field.isAt(rows.field);
            case Columns mine -> other instanceof Columns columns && mine.field.isAt(columns.field);
            case Tokens mine ->
                other instanceof Tokens tokens && mine.rows.isAt(tokens.rows) && mine.columns.isAt(tokens.columns);
        };
    }

    /** What looks at both; null where the cells do not match. */
    @Nullable
    static Place union(Place a, Place b) {
        if (a instanceof Rows first && b instanceof Rows second) {
            Field field = first.field.union(second.field);
            return field == null ? null : new Rows(field);
        }
        if (a instanceof Columns first && b instanceof Columns second) {
            Field field = first.field.union(second.field);
            return field == null ? null : new Columns(field);
        }
        if (a instanceof Tokens first
                && b instanceof Tokens second
                && first.height == second.height
                && first.width == second.width
                && first.prefix == second.prefix) {
            Field rows = first.rows.union(second.rows);
            Field columns = first.columns.union(second.columns);
            return rows == null || columns == null
                    ? null
                    : new Tokens(rows, columns, first.height, first.width, first.prefix);
        }
        return null;
    }
}
