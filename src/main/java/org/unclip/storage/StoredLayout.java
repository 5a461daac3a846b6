package org.unclip.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** A model's flat parameter vector as its files describe it: tensors one after another without gaps. */
public record StoredLayout(@JsonValue List<Tensor> tensors) implements Serializable {
    /** Throws {@link IllegalArgumentException} for gaps or overlaps. */
    @JsonCreator
    public StoredLayout {
        tensors = List.copyOf(tensors);
        long offset = 0;
        for (Tensor tensor : tensors) {
            if (tensor.offset() != offset) {
                throw new IllegalArgumentException("%s should begin at %d".formatted(tensor, offset));
            }
            offset += tensor.size();
        }
    }

    /** The length of the flat vector. */
    public long size() {
        return tensors.stream().mapToLong(Tensor::size).sum();
    }

    /** The first difference to another layout in words, if there is one: what this one has, then the other. */
    Optional<String> differenceTo(StoredLayout other) {
        for (int i = 0; i < Math.max(tensors.size(), other.tensors.size()); i++) {
            String mine = shown(i);
            String others = other.shown(i);
            if (!mine.equals(others)) {
                return Optional.of("%s, but this model has %s".formatted(mine, others));
            }
        }
        return Optional.empty();
    }

    private String shown(int i) {
        return i < tensors.size()
                ? "parameter " + i + " " + tensors.get(i).name() + " "
                        + tensors.get(i).shape()
                : "no parameter " + i;
    }
}
