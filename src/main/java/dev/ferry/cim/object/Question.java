package dev.ferry.cim.object;

import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be answered by pages.
 *
 * @param views the classes to go through, in order
 * @param wanted what is known of the rows of each
 * @param about only rows that this object concerns
 * @param reading what is asked while this is answered
 * @param leads what each instance that is shown leads to, in a fixed order
 */
record Question(
        List<ClassView<?>> views,
        Function<ClassView<?>, Wanted> wanted,
        Optional<ObjectPath> about,
        Reading reading,
        Function<CimInstance, List<Lead>> leads) {

    static Question all(List<ClassView<?>> views) {
        return of(views, _ -> Wanted.ALL, Optional::of);
    }

    /** Each instance itself, or what is made of it. */
    static Question of(
            List<ClassView<?>> views,
            Function<ClassView<?>, Wanted> wanted,
            Function<CimInstance, Optional<CimInstance>> chosen) {
        return new Question(
                views, wanted, Optional.empty(), new Reading(), instance -> List.of(() -> chosen.apply(instance)));
    }

    static Question about(
            ObjectPath object, List<ClassView<?>> views, Reading reading, Function<CimInstance, List<Lead>> leads) {
        return new Question(views, _ -> Wanted.ALL, Optional.of(object), reading, leads);
    }
}
